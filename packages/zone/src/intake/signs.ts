/** Signs by which values are told that have no check digit. */

const commonSurnames =
  '王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范石廖贾夏韦傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤'
const doubleSurnames = ['欧阳', '司马', '诸葛', '上官', '东方', '夏侯', '皇甫', '尉迟', '公孙', '慕容', '令狐', '司徒']

export const isSurnamed = (text: string): boolean =>
  /^\p{Script=Han}{2,4}$/u.test(text) &&
  (commonSurnames.includes(text.charAt(0)) || doubleSurnames.some((surname) => text.startsWith(surname))) &&
  !/[省市区县镇路街]$/.test(text)

/** How many of the steps of an address a text takes: province, city, district, street, number. */
export const addressShare = (text: string): number =>
  [
    /\p{Script=Han}{2,}(省|自治区)/u,
    /\p{Script=Han}{2,}(市|自治州)/u,
    /\p{Script=Han}+(区|县|旗)/u,
    /\p{Script=Han}+(路|街道|街|道|巷|弄|镇|乡|村|社区)/u,
    /[0-9０-９]+(号|弄|幢|栋|单元|室)/,
  ].filter((step) => step.test(text)).length

const provinces = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'

/** Blue and yellow plates have five signs after the letter, green ones of new energy six. */
export const isPlate = (text: string): boolean =>
  provinces.includes(text.charAt(0)) && /^.[A-HJ-NP-Z][·-]?[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳]$/.test(text)

/** A longitude or latitude within China, or both in one value. */
export const isCoordinate = (text: string): boolean => {
  const parts = text.replace(/^(POINT\s*)?\(|\)$/gi, '').split(/[,，\s]+/)
  return parts.length <= 2 && parts.every(isDegree)
}

const isDegree = (text: string): boolean => {
  if (!/^-?[0-9]{1,3}\.[0-9]{3,}$/.test(text)) return false
  const degree = Number(text)
  return (degree >= 73 && degree <= 136) || (degree >= 3 && degree <= 54)
}

export const isFreeText = (text: string): boolean =>
  text.length >= 20 && (/[，。；！？,.;!?]/.test(text) || text.split(/\s+/).length >= 5) && addressShare(text) < 3

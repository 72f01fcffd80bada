/** The words a made-up city is written with: surnames by how common they are, given names, roads and trades. */

const letters = (text: string): readonly [string, ...string[]] => {
  const [first, ...others] = [...text]
  if (first === undefined) throw new Error('could not make words from an empty text')
  return [first, ...others]
}

/** The common ones stand more than once. */
export const surnames = letters(
  '王王王王李李李李张张张张陈陈陈陈刘刘杨杨黄吴吴吴徐徐徐周周周朱朱朱赵孙胡高林何郭马罗梁宋郑谢唐许韩冯邓曹彭曾肖田董潘袁蔡蒋蒋余于杜叶程魏苏吕丁任沈沈姚卢钱钱顾顾陆陆钟崔谭汪范金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷龙史陶贺毛郝龚邵',
)
export const givenOfMen = letters('伟强磊军洋勇杰涛超明刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林瑞晨轩泽博文昊天')
export const givenOfWomen = letters('芳娜敏静丽艳娟霞秀英玲燕萍红梅琳雪慧莹倩婷雅欣怡佳悦颖洁薇蕾梦瑶诗涵雨桐')

export const roads = [
  '人民路',
  '中山路',
  '解放路',
  '建设路',
  '健康路',
  '五爱路',
  '学前街',
  '太湖大道',
  '运河东路',
  '梁青路',
  '青石路',
  '长江路',
  '锦溪路',
  '通扬路',
  '金城路',
  '江海路',
  '吴都路',
  '立信路',
  '广瑞路',
  '湖滨路',
] as const
export const trades = [
  '信息技术',
  '精密机械',
  '新材料',
  '纺织',
  '物流',
  '生物医药',
  '餐饮管理',
  '建筑工程',
  '环保科技',
  '文化传媒',
  '商贸',
  '新能源',
] as const
export const companyWords = letters('云河锦湖澄宜惠梁溪远达新锐恒信泰和嘉盛鼎立华瑞安宏联创')

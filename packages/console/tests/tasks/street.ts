/** Tasks of the public: without an account, from the public home page. */
import { theNoticedProduct } from '../../../../tools/story/open-work.ts'
import { given, plain, publicWord, say, stage } from './said.ts'
import { fill, follow, keep, picture, press, see } from './step.ts'
import type { Task } from './task.ts'

export const street: readonly Task[] = [
  {
    id: 'check-certificate',
    role: 'public',
    title: { zh: '查找公共数据产品并核验其登记证书', en: 'Find a product and check its certificate' },
    steps: [
      follow(publicWord(({ products }) => products)),
      fill(
        publicWord(({ keywords }) => keywords),
        plain('准点率查询'),
      ),
      press(publicWord(({ narrow }) => narrow)),
      follow(plain('航线准点率查询接口')),
      keep(
        publicWord(({ certificate }) => certificate),
        /[A-Z]{2,}-?[\w-]*\d{4,}[\w-]*/,
        'certificate',
      ),
      follow(publicWord(({ certificates }) => certificates)),
      fill(
        publicWord(({ numberOrCode }) => numberOrCode),
        given('certificate', '证书编号', 'number of the certificate'),
      ),
      press(publicWord(({ check }) => check)),
      see(
        publicWord(({ valid }) => valid),
        'status',
      ),
      picture(say('证书有效，附历次版本', 'The certificate is valid; all its versions are listed')),
    ],
  },
  {
    id: 'complain',
    role: 'public',
    title: { zh: '投诉举报并查询处理进展', en: 'Complain and look up what became of it' },
    steps: [
      follow(publicWord(({ complaints }) => complaints)),
      fill(
        publicWord(({ complaintSubject }) => complaintSubject),
        say('数据产品说明不清', 'A product is described unclearly'),
      ),
      fill(
        publicWord(({ complaintText }) => complaintText),
        say('产品说明没有写明统计期间。', 'The description does not say which period is counted.'),
      ),
      fill(
        publicWord(({ complaintName }) => complaintName),
        say('王某某', 'A citizen'),
      ),
      fill(
        publicWord(({ complaintContact }) => complaintContact),
        plain('13700000000'),
      ),
      press(publicWord(({ complaintSend }) => complaintSend)),
      see(
        publicWord(({ complaintReceipt }) => complaintReceipt),
        'status',
      ),
      picture(say('查询编号只显示这一次，请妥善保存', 'The receipt number is shown this once: keep it')),
      keep(
        publicWord(({ complaintReceipt }) => complaintReceipt),
        /[0-9A-F]{24}/,
        'receipt',
      ),
      follow(publicWord(({ back }) => back)),
      fill(
        publicWord(({ complaintReceipt }) => complaintReceipt),
        given('receipt', '查询编号', 'the receipt number'),
      ),
      press(publicWord(({ complaintAsk }) => complaintAsk)),
      see(say('数据产品说明不清', 'A product is described unclearly')),
    ],
  },
  {
    id: 'object-registration',
    role: 'public',
    title: { zh: '对公示中的产品登记提出异议', en: 'Object to the registration of a product in notice' },
    prepare: async (scene) => ({ product: (await theNoticedProduct(scene)).name }),
    steps: [
      follow(publicWord(({ notices }) => notices)),
      follow(given('product', '产品名称', 'the product')),
      fill(
        publicWord(({ realName }) => realName),
        say('林某某', 'A citizen'),
      ),
      fill(
        publicWord(({ contact }) => contact),
        plain('13500000000'),
      ),
      fill(
        publicWord(({ ground }) => ground),
        say('按航线统计可能推知单个航班。', 'Counts by route may tell single flights.'),
      ),
      fill(
        publicWord(({ evidence }) => evidence),
        say('公开的航班时刻表。', 'The published timetable.'),
      ),
      press(publicWord(({ send }) => send)),
      see(
        publicWord(({ complaintReceipt }) => complaintReceipt),
        'status',
      ),
      picture(say('异议已收到：凭查询编号查看答复', 'The objection is received: the receipt number shows the answer')),
      keep(
        publicWord(({ complaintReceipt }) => complaintReceipt),
        /[0-9A-F]{24}/,
        'receipt',
      ),
      follow(publicWord(({ objectionLookUp }) => objectionLookUp)),
      fill(
        publicWord(({ complaintReceipt }) => complaintReceipt),
        given('receipt', '查询编号', 'the receipt number'),
      ),
      press(publicWord(({ complaintAsk }) => complaintAsk)),
      see(stage('registration-objections', 'raised')),
    ],
  },
]

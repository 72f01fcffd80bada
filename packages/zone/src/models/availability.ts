/** What this machine has for modelling besides our own learners: found by trying it, told in the status (article 3). */
import { execFile } from 'node:child_process'
import { hasPackage } from '../jobs/packages.ts'

export interface Availability {
  readonly ready: boolean
  /** The version, or why it is not there. */
  readonly detail: string
}

let tried: Promise<Availability> | undefined

/** Asked once a start: a program that is installed later is found after the next. */
export const pythonAvailability = (): Promise<Availability> => {
  tried ??= hasPackage('python3') ? tryPython() : Promise.resolve({ ready: false, detail: 'no /usr/bin/python3' })
  return tried
}

/** Only our own line runs here, and no data is near. */
const tryPython = (): Promise<Availability> =>
  new Promise((resolve) => {
    const line = 'import sys; sys.path.append("/usr/lib/python3/dist-packages"); import sklearn; print(sklearn.__version__)'
    execFile('/usr/bin/python3', ['-I', '-S', '-c', line], { timeout: 20_000, env: { PATH: '/usr/bin' } }, (error, output) =>
      resolve(error === null ? { ready: true, detail: `scikit-learn ${output.trim()}` } : { ready: false, detail: 'no scikit-learn' }),
    )
  })

export const onnxAvailability = (): Availability =>
  hasPackage('onnxruntime-node') ? { ready: true, detail: 'onnxruntime' } : { ready: false, detail: 'no onnxruntime' }

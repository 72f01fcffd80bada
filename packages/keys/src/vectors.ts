/** Published test vectors that each program holds its primitives against before it starts; each names its source. */
import { createCipheriv, createHash, createHmac, createPrivateKey, hkdfSync } from 'node:crypto'
import { aes256Gcm, sm4CtrHmacSm3 } from './aead.ts'
import { newSigner, signerFrom, verifierFrom } from './signing.ts'
import { sm2Identity, sm2SignatureDer } from './sm2.ts'

interface Vector {
  readonly source: string
  readonly met: () => boolean
}

const hex = (text: string) => Buffer.from(text, 'hex')
const base64url = (text: string) => Buffer.from(text, 'base64url')
const same = (bytes: Uint8Array, expected: string) => Buffer.from(bytes).equals(hex(expected))
const refuses = (attempt: () => unknown): boolean => {
  try {
    attempt()
    return false
  } catch {
    return true
  }
}

const gcm = {
  key: hex('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308'),
  nonce: hex('cafebabefacedbaddecaf888'),
  plaintext: hex(
    'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
  ),
  associated: hex('feedfacedeadbeeffeedfacedeadbeefabaddad2'),
  sealed:
    '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662' +
    '76fc6ece0f4e1768cddf8853bb2d551b',
}

const ed25519 = {
  publicBytes: hex('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c'),
  privateKey: hex('302e020100300506032b6570042204204ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb'),
  signature:
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
}

const jws = {
  point: Buffer.concat([
    Buffer.of(4),
    base64url('f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU'),
    base64url('x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0'),
  ]),
  message: Buffer.from(
    'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ',
  ),
  signature: base64url('DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q'),
}

const sm2 = {
  point: hex(
    '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
  ),
  message: Buffer.from('message digest'),
  signature: sm2SignatureDer(
    hex('f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa'),
  ),
  z: 'b2e14c5c79c6df5b85f4fe7ed8db7a262b9da7e07ccb0ea9f4747b8ccda8a4f3',
}

const sm4Key = hex('0123456789abcdeffedcba9876543210')
const sm4Blocks = hex(
  'aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccddddddddddddddddeeeeeeeeeeeeeeeeffffffffffffffffaaaaaaaaaaaaaaaabbbbbbbbbbbbbbbb',
)

/** HKDF (RFC 5869) step by step from HMAC-SM3: no standard publishes a vector for it. */
const hkdfSm3ByHand = (secret: Uint8Array, salt: Uint8Array, info: Uint8Array) => {
  const prk = createHmac('sm3', salt).update(secret).digest()
  const first = createHmac('sm3', prk).update(info).update(Buffer.of(1)).digest()
  const second = createHmac('sm3', prk).update(first).update(info).update(Buffer.of(2)).digest()
  return Buffer.concat([first, second]).subarray(0, 48)
}

const signsAndRefuses = (kind: 'ed25519' | 'es256' | 'sm2'): boolean => {
  const signer = newSigner(kind)
  const signature = signer.sign(Buffer.from('one'))
  return signer.verify(Buffer.from('one'), signature) && !signer.verify(Buffer.from('two'), signature)
}

export const vectors: Readonly<Record<'intl' | 'gm', readonly Vector[]>> = {
  intl: [
    {
      source: 'FIPS 180-4 SHA-256 of abc',
      met: () => same(createHash('sha256').update('abc').digest(), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'),
    },
    {
      source: 'RFC 4231 case 2 HMAC-SHA-256',
      met: () =>
        same(
          createHmac('sha256', 'Jefe').update('what do ya want for nothing?').digest(),
          '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
        ),
    },
    {
      source: 'RFC 5869 case 1 HKDF-SHA-256',
      met: () =>
        same(
          new Uint8Array(hkdfSync('sha256', Buffer.alloc(22, 0x0b), hex('000102030405060708090a0b0c'), hex('f0f1f2f3f4f5f6f7f8f9'), 42)),
          '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
        ),
    },
    {
      source: 'GCM specification case 16 AES-256-GCM',
      met: () =>
        same(aes256Gcm.seal(gcm.key, gcm.nonce, gcm.plaintext, gcm.associated), gcm.sealed) &&
        Buffer.from(aes256Gcm.open(gcm.key, gcm.nonce, hex(gcm.sealed), gcm.associated)).equals(gcm.plaintext) &&
        refuses(() => aes256Gcm.open(gcm.key, gcm.nonce, hex(gcm.sealed), Buffer.from('another'))),
    },
    {
      source: 'RFC 8032 test 2 Ed25519',
      met: () =>
        same(
          signerFrom('ed25519', createPrivateKey({ key: ed25519.privateKey, format: 'der', type: 'pkcs8' })).sign(hex('72')),
          ed25519.signature,
        ) && verifierFrom('ed25519', ed25519.publicBytes).verify(hex('72'), hex(ed25519.signature)),
    },
    {
      source: 'RFC 7515 A.3 ES256',
      met: () => verifierFrom('es256', jws.point).verify(jws.message, jws.signature) && signsAndRefuses('es256'),
    },
  ],
  gm: [
    {
      source: 'GM/T 0004 SM3 of abc',
      met: () => same(createHash('sm3').update('abc').digest(), '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'),
    },
    {
      source: 'GM/T 0042 D.3 HMAC-SM3',
      met: () =>
        same(
          createHmac('sm3', hex('0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20'))
            .update('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq'.repeat(2))
            .digest(),
          'ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a',
        ),
    },
    {
      source: 'RFC 5869 over HMAC-SM3, step by step',
      met: () => {
        const [secret, salt, info] = [Buffer.alloc(22, 0x0b), hex('000102030405060708090a0b0c'), hex('f0f1f2f3f4f5f6f7f8f9')]
        return hkdfSm3ByHand(secret, salt, info).equals(Buffer.from(hkdfSync('sm3', secret, salt, info, 48)))
      },
    },
    {
      source: 'GM/T 0002 SM4',
      met: () => same(createCipheriv('sm4-ecb', sm4Key, null).setAutoPadding(false).update(sm4Key), '681edf34d206965e86b3e94f536e4246'),
    },
    {
      source: 'draft-ribose-cfrg-sm4 A.2.5 SM4-CTR',
      met: () =>
        same(
          createCipheriv('sm4-ctr', sm4Key, hex('000102030405060708090a0b0c0d0e0f')).update(sm4Blocks),
          'ac3236cb970cc20791364c395a1342d1a3cbc1878c6f30cd074cce385cdd70c7f234bc0e24c11980fd1286310ce37b926e02fcd0faa0baf38b2933851d824514',
        ),
    },
    {
      source: 'SM4-CTR with HMAC-SM3: what was sealed opens, what was changed does not',
      met: () => {
        const [key, nonce] = [Buffer.alloc(48, 7), Buffer.alloc(16, 9)]
        const sealed = sm4CtrHmacSm3.seal(key, nonce, sm4Blocks, Buffer.from('here'))
        return (
          sm4Blocks.equals(sm4CtrHmacSm3.open(key, nonce, sealed, Buffer.from('here'))) &&
          refuses(() => sm4CtrHmacSm3.open(key, nonce, sealed, Buffer.from('there')))
        )
      },
    },
    {
      source: 'GM/T 0003.5 SM2 with identity 1234567812345678',
      met: () =>
        same(sm2Identity(sm2.point), sm2.z) && verifierFrom('sm2', sm2.point).verify(sm2.message, sm2.signature) && signsAndRefuses('sm2'),
    },
  ],
}

/** Throws and names the first vector of the suite that is not met. */
export const selfTestOf = (name: 'intl' | 'gm'): void => {
  const broken = vectors[name].find(({ met }) => !met())
  if (broken) throw new Error(`could not start: suite ${name} does not meet ${broken.source}`)
}

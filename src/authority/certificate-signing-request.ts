import { readFileSync } from 'fs';
import { IConstruct } from 'constructs';
import { PrivateCaError } from '../private/errors';
import { requireCertificateSigningRequest } from '../private/pem';

/**
 * A certificate signing request (CSR), PEM-encoded.
 *
 * The text becomes part of the template. It contains no secret: the private key stays with the requester.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/PcaIssueCert.html
 */
export class CertificateSigningRequest {
  /**
   * A CSR from its text.
   *
   * @param pem The CSR, PEM-encoded, up to 32,768 bytes.
   */
  public static fromPem(pem: string): CertificateSigningRequest {
    return new CertificateSigningRequest('csr', () => pem);
  }

  /**
   * A CSR from a file, which is read at synthesis.
   *
   * @param path The path of the PEM file, relative to the working directory of the app.
   */
  public static fromFile(path: string): CertificateSigningRequest {
    return new CertificateSigningRequest(`The file ${path}`, (scope) => readFile(scope, path));
  }

  private constructor(private readonly property: string, private readonly read: (scope: IConstruct) => string) {}

  /**
   * The text for CloudFormation, after a check of its structure.
   *
   * @internal
   */
  public _render(scope: IConstruct): string {
    return requireCertificateSigningRequest({ scope, property: this.property }, this.read(scope));
  }
}

function readFile(scope: IConstruct, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new PrivateCaError('FileUnreadable', {
      scope,
      subject: 'The path of CertificateSigningRequest.fromFile()',
      rule: 'be a readable file, relative to the working directory of the app',
      value: [path, (error as NodeJS.ErrnoException).code],
      fix: 'Correct the path, or start the app in the directory that contains its cdk.json',
    });
  }
}

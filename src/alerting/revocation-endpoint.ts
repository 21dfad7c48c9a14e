import { Token, aws_route53 as route53 } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PrivateCaError } from '../private/errors';
import { TEXT, check } from '../private/kinds';

/** A host name with at least two labels: letters, digits, and hyphens, separated by dots. It is not an IP address. */
const HOST = /^(?=.{1,253}$)(?!.*\.\d+$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$/i;

/** A path with up to 255 characters. */
const PATH = /^\/[\x21-\x7e]{0,254}$/;

/** The failed checks of a health checker after which an endpoint is unhealthy, and the seconds between two checks. */
const CHECKS = { failureThreshold: 3, requestInterval: 30 };

/**
 * A public endpoint for certificate revocation lists (CRLs) or for OCSP.
 *
 * Clients use HTTP, because URLs in certificates begin with `http://`. The health checks therefore use port 80.
 */
export class RevocationEndpoint {
  /**
   * A CRL. Amazon Route 53 downloads it and requires an HTTP status code of 2xx or 3xx.
   *
   * The health check does not read the CRL. `CrlFreshnessAlarm` notices an old CRL.
   *
   * @param domainName The domain name of the CRL distribution point. A token is not supported.
   * @param path The path of the CRL, which starts with a slash, for example `/crl/CA_ID.crl`.
   */
  public static crl(domainName: string, path: string): RevocationEndpoint {
    return new RevocationEndpoint('CRL', domainName, path);
  }

  /**
   * An OCSP responder. Amazon Route 53 opens a TCP connection.
   *
   * The health check sends no OCSP request, because health checks cannot contain one.
   *
   * @param domainName The domain name of the responder. A token is not supported.
   */
  public static ocsp(domainName: string): RevocationEndpoint {
    return new RevocationEndpoint('OCSP', domainName);
  }

  private constructor(
    /** @internal */
    public readonly _kind: 'CRL' | 'OCSP',
    /** @internal */
    public readonly _domainName: string,
    private readonly path?: string,
  ) {}

  /**
   * What an endpoint has in common with its duplicates. Domain names are not case-sensitive.
   *
   * @internal
   */
  public get _identity(): string {
    return `${this._kind} ${this._domainName.toLowerCase()}${this.path ?? ''}`;
  }

  /** @internal */
  public _check(scope: IConstruct): void {
    check(scope, 'domainName', TEXT, this._domainName);
    if (this._kind === 'CRL') { check(scope, 'path', TEXT, this.path); }
  }

  /**
   * The endpoint without protocol, for descriptions and comparisons.
   *
   * @internal
   */
  public get _address(): string {
    return `${this._domainName}${this.path ?? ''}`;
  }

  /**
   * The health check of the endpoint, after a check of its parts.
   *
   * @internal
   */
  public _bind(scope: IConstruct): route53.CfnHealthCheck.HealthCheckConfigProperty {
    this.requireHost(scope);
    const shared = { ...CHECKS, fullyQualifiedDomainName: this._domainName, port: 80 };
    if (this._kind === 'OCSP') { return { ...shared, type: 'TCP' }; }
    if (!Token.isUnresolved(this.path) && !PATH.test(this.path!)) {
      throw new PrivateCaError('RevocationEndpoint', {
        scope,
        subject: 'path',
        rule: 'start with a slash, and have up to 255 characters without whitespace',
        value: this.path,
        fix: 'Set path to the path of the URL in certificates, such as /crl/CA_ID.crl',
      });
    }
    return { ...shared, type: 'HTTP', resourcePath: this.path };
  }

  private requireHost(scope: IConstruct): void {
    const { _domainName: domainName } = this;
    if (!Token.isUnresolved(domainName) && HOST.test(domainName)) { return; }
    throw new PrivateCaError('RevocationEndpoint', {
      scope,
      subject: 'domainName',
      rule: 'be a domain name that is known at synthesis, without protocol, port, or path, because the alarm is in us-east-1 and a name '
        + 'from another stack is not available there',
      value: domainName,
      fix: 'Use the custom domain name of the distribution, or the domain name that CloudFront assigned after the deployment',
    });
  }
}

import { aws_acmpca as acmpca } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { DistinguishedName } from './distinguished-name';
import { requireGeneralName } from './private/general-name-rules';

/**
 * A general name: one of the kinds of name that X.509 knows for the subject of a certificate or for the place of
 * information.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.6
 * @see https://docs.aws.amazon.com/privateca/latest/APIReference/API_GeneralName.html
 */
export class GeneralName {
  /**
   * A DNS name.
   *
   * @param dnsName for example `pki.example.com`
   */
  public static dnsName(dnsName: string): GeneralName {
    return GeneralName.of('dnsName', { dnsName });
  }

  /**
   * A uniform resource identifier (URI).
   *
   * @param uri for example `http://pki.example.com/ca`
   */
  public static uniformResourceIdentifier(uri: string): GeneralName {
    return GeneralName.of('uniformResourceIdentifier', { uniformResourceIdentifier: uri });
  }

  /**
   * An e-mail address as in RFC 822.
   *
   * @param address for example `pki@example.com`
   */
  public static rfc822Name(address: string): GeneralName {
    return GeneralName.of('rfc822Name', { rfc822Name: address });
  }

  /**
   * An IPv4 or IPv6 address.
   *
   * @param address for example `192.0.2.1` or `2001:db8::1`
   */
  public static ipAddress(address: string): GeneralName {
    return GeneralName.of('ipAddress', { ipAddress: address });
  }

  /**
   * A distinguished name.
   *
   * @param name the name
   */
  public static directoryName(name: DistinguishedName): GeneralName {
    return new GeneralName((scope) => ({ directoryName: name._render(scope) }));
  }

  /**
   * An object identifier (OID).
   *
   * @param objectIdentifier in dotted decimal, for example `1.3.6.1.4.1.99999`
   */
  public static registeredId(objectIdentifier: string): GeneralName {
    return GeneralName.of('registeredId', { registeredId: objectIdentifier });
  }

  /**
   * A name of a kind of one's own.
   *
   * @param typeId the object identifier (OID) of the kind, in dotted decimal
   * @param value the name
   */
  public static otherName(typeId: string, value: string): GeneralName {
    return GeneralName.of('otherName', { typeId, value }, { otherName: { typeId, value } });
  }

  /**
   * An EDI party name.
   *
   * @param partyName the name of the party
   * @param nameAssigner who assigned it
   */
  public static ediPartyName(partyName: string, nameAssigner: string): GeneralName {
    return GeneralName.of('ediPartyName', { partyName, nameAssigner }, { ediPartyName: { partyName, nameAssigner } });
  }

  /** A general name whose parts are checked when it is rendered. */
  private static of(
    method: string, parts: Record<string, string>, property: acmpca.CfnCertificate.GeneralNameProperty = parts,
  ): GeneralName {
    return new GeneralName((scope) => {
      requireGeneralName(scope, method, parts);
      return property;
    });
  }

  private constructor(private readonly render: (scope: IConstruct) => acmpca.CfnCertificate.GeneralNameProperty) {}

  /**
   * The property of a certificate.
   *
   * @internal
   */
  public _render(scope: IConstruct): acmpca.CfnCertificate.GeneralNameProperty {
    return this.render(scope);
  }
}

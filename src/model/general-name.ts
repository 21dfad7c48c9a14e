import { aws_acmpca as acmpca } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { DistinguishedName } from './distinguished-name';
import { requireGeneralName } from './private/general-name-rules';
import { check, instanceOf } from '../private/kinds';

/**
 * An X.509 general name, such as a DNS name, an IP address, or a URI.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.6
 * @see https://docs.aws.amazon.com/privateca/latest/APIReference/API_GeneralName.html
 */
export class GeneralName {
  /**
   * A DNS name.
   *
   * 1–253 ASCII characters. Write an internationalized name in Punycode.
   *
   * @param dnsName The DNS name, for example `pki.example.com`.
   */
  public static dnsName(dnsName: string): GeneralName {
    return GeneralName.of('dnsName', { dnsName });
  }

  /**
   * A uniform resource identifier (URI).
   *
   * An absolute URI of 1–253 ASCII characters.
   *
   * @param uri The URI, for example `http://pki.example.com/ca`.
   */
  public static uniformResourceIdentifier(uri: string): GeneralName {
    return GeneralName.of('uniformResourceIdentifier', { uniformResourceIdentifier: uri });
  }

  /**
   * An email address as defined in RFC 822.
   *
   * 1–256 ASCII characters.
   *
   * @param address The email address, for example `pki@example.com`.
   */
  public static rfc822Name(address: string): GeneralName {
    return GeneralName.of('rfc822Name', { rfc822Name: address });
  }

  /**
   * An IPv4 or IPv6 address.
   *
   * @param address The IP address, for example `192.0.2.1` or `2001:db8::1`.
   */
  public static ipAddress(address: string): GeneralName {
    return GeneralName.of('ipAddress', { ipAddress: address });
  }

  /**
   * A distinguished name (DN).
   *
   * @param name The distinguished name.
   */
  public static directoryName(name: DistinguishedName): GeneralName {
    return new GeneralName((scope) => {
      check(scope, 'GeneralName.directoryName()', instanceOf(DistinguishedName), name);
      return { directoryName: name._render(scope) };
    });
  }

  /**
   * An object identifier (OID).
   *
   * @param objectIdentifier The OID in dotted decimal notation, for example `1.3.6.1.4.1.99999`.
   */
  public static registeredId(objectIdentifier: string): GeneralName {
    return GeneralName.of('registeredId', { registeredId: objectIdentifier });
  }

  /**
   * A name of a custom type.
   *
   * @param typeId The object identifier (OID) of the type, in dotted decimal notation.
   * @param value The name.
   */
  public static otherName(typeId: string, value: string): GeneralName {
    return GeneralName.of('otherName', { typeId, value }, { otherName: { typeId, value } });
  }

  /**
   * An Electronic Data Interchange (EDI) party name.
   *
   * @param partyName The name of the party.
   * @param nameAssigner The authority that assigned the name.
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
   * Renders the `GeneralName` property of a certificate.
   *
   * @internal
   */
  public _render(scope: IConstruct): acmpca.CfnCertificate.GeneralNameProperty {
    return this.render(scope);
  }
}

import { Lazy } from 'aws-cdk-lib';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { GeneralName } from '../../src/model/general-name';
import { errorOf } from '../support/errors';
import { newStack } from '../support/stacks';

const render = (name: GeneralName) => name._render(newStack());

test.each([
  [() => GeneralName.dnsName('pki.example.com'), { dnsName: 'pki.example.com' }],
  [() => GeneralName.dnsName('*.example.com'), { dnsName: '*.example.com' }],
  [() => GeneralName.dnsName('_acme-challenge.xn--exmple-cua.com'), { dnsName: '_acme-challenge.xn--exmple-cua.com' }],
  [() => GeneralName.dnsName('localhost'), { dnsName: 'localhost' }],
  [() => GeneralName.uniformResourceIdentifier('urn:uuid:1'), { uniformResourceIdentifier: 'urn:uuid:1' }],
  [() => GeneralName.uniformResourceIdentifier('spiffe://example.com/ca'), { uniformResourceIdentifier: 'spiffe://example.com/ca' }],
  [() => GeneralName.rfc822Name('pki+ca@example.com'), { rfc822Name: 'pki+ca@example.com' }],
  [() => GeneralName.registeredId('2.39.0'), { registeredId: '2.39.0' }],
  [() => GeneralName.otherName('1.3.6.1.4.1.311.20.2.3', 'Jürgen'), { otherName: { typeId: '1.3.6.1.4.1.311.20.2.3', value: 'Jürgen' } }],
  [() => GeneralName.ediPartyName('party', 'assigner'), { ediPartyName: { partyName: 'party', nameAssigner: 'assigner' } }],
])('renders %s as %j', (newName, expected) => {
  expect(render(newName())).toEqual(expected);
});

test.each([
  '0.0.0.0', '192.0.2.1', '255.255.255.255', '::', '::1', '1::', '2001:db8::1', '2001:DB8:0:0:0:0:0:1', '1:2:3:4:5:6:7:8',
  '::ffff:192.0.2.1', '1:2:3:4:5:6:192.0.2.1', '1:2:3:4:5:6:7::',
])('%s is an IP address', (address) => {
  expect(render(GeneralName.ipAddress(address))).toEqual({ ipAddress: address });
});

test.each([
  '', '300.1.1.1', '10.0.0.0/8', '10.0.0', '1.2.3.4.5', '01.2.3.4', '1.2.3.4 ', '2001:db8::/32', '1::2::3', '1::2::3:4:5:6:7:8', '1:2:3:4::5:6:7:8', '1:2:3:4:5::6:7:8:9',
  '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9',
  '12345::', 'g::1', 'fe80::1%eth0', '[::1]', ':::', ':1', '1:', '192.0.2.1::', '::192.0.2.1:1', '1:2:3:4:5:6:7:192.0.2.1', 'pki.example.com',
])('%p is not an IP address', (address) => {
  const error = errorOf('GeneralName', () => render(GeneralName.ipAddress(address)));

  expect(error.message).toMatch(/^GeneralName\.ipAddress\(\) must be an IPv4 or IPv6 address of 1 to 39 characters; got /);
});

test.each([
  '', 'ä.example.com', 'http://pki.example.com', 'pki.example.com:443', 'pki@example.com', 'pki example.com', '.example.com', 'example.com.',
  'a..b', '-a.example.com', 'a-.example.com', `${'a'.repeat(64)}.example.com`, `${'a.'.repeat(126)}bc`,
])('%p is not a DNS name', (name) => {
  const error = errorOf('GeneralName', () => render(GeneralName.dnsName(name)));

  expect(error.message).toContain('GeneralName.dnsName() must be a DNS name of 1 to 253 ASCII characters; got ');
});

test.each(['', 'pki.example.com/ca', '//pki.example.com', 'http:', 'http://pki.example.com/ü', 'http://pki.example.com/a b', '1http://x'])(
  '%p is not an absolute URI', (uri) => {
    const error = errorOf('GeneralName', () => render(GeneralName.uniformResourceIdentifier(uri)));

    expect(error.message).toContain('GeneralName.uniformResourceIdentifier() must be an absolute URI of 1 to 253 printable ASCII characters; got ');
  });

test.each(['', 'pki', '@example.com', 'pki@', 'pki@exämple.com', 'Pki <pki@example.com>', 'a@b@c'])('%p is not an email address', (address) => {
  const error = errorOf('GeneralName', () => render(GeneralName.rfc822Name(address)));

  expect(error.message).toMatch(/^GeneralName\.rfc822Name\(\) must be an email address/);
});

test.each(['1.40.1', '3.1', '1', '1.2.', '1.2.03', 'mine', '', `1.2${'.1'.repeat(40)}`])('%p is not an object identifier', (objectIdentifier) => {
  expect(errorOf('ObjectIdentifier', () => render(GeneralName.registeredId(objectIdentifier))).message)
    .toMatch(/^GeneralName\.registeredId\(\) must be an object identifier/);
  const error = errorOf('ObjectIdentifier', () => render(GeneralName.otherName(objectIdentifier, 'x')));

  expect(error.message).toContain('typeId of GeneralName.otherName() must be ');
});

test('the parts of other names and EDI party names have 1 to 256 characters', () => {
  for (const text of ['', 'x'.repeat(257)]) {
    errorOf('GeneralName', () => render(GeneralName.otherName('1.2.3', text)));
    expect(errorOf('GeneralName', () => render(GeneralName.ediPartyName(text, 'assigner'))).message)
      .toMatch(/^partyName of GeneralName\.ediPartyName\(\) must have 1 to 256 characters/);
    errorOf('GeneralName', () => render(GeneralName.ediPartyName('party', text)));
  }
});

test('a directory name follows the rules of distinguished names', () => {
  errorOf('CountryCode', () => render(GeneralName.directoryName(DistinguishedName.of({ country: 'USA' }))));
  expect(render(GeneralName.directoryName(DistinguishedName.of({ country: 'US' })))).toEqual({ directoryName: { country: 'US' } });
});

test('an error message contains the beginning of a long value', () => {
  const error = errorOf('GeneralName', () => render(GeneralName.dnsName('x'.repeat(300))));

  expect(error.message).toContain(`got "${'x'.repeat(80)}…". Fix:`);
});

test('tokens pass', () => {
  const token = Lazy.string({ produce: () => '10.0.0.0/8' });

  expect(render(GeneralName.ipAddress(token))).toEqual({ ipAddress: token });
  expect(render(GeneralName.dnsName(`${token}.example.com`))).toEqual({ dnsName: `${token}.example.com` });
  expect(render(GeneralName.otherName(token, token))).toEqual({ otherName: { typeId: token, value: token } });
});

import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as fc from 'fast-check';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { CertificateAuthorityHierarchy } from '../../src/pattern/certificate-authority-hierarchy';
import { HierarchyLevel } from '../../src/pattern/hierarchy-level';
import { CrlDistributionPoint } from '../../src/revocation/crl-distribution-point';
import { Revocation } from '../../src/revocation/revocation';
import { Graph } from '../support/graph';
import { FEATURE_FLAGS } from '../support/stacks';
import { TemplateResource } from '../support/world';

/* Hierarchies of all depths, and the logical IDs while a hierarchy changes. */

type Resources = Record<string, TemplateResource>;

/** A hierarchy without the properties of its CAs. */
interface Shape {
  readonly name: string;
  readonly below: readonly Shape[];
}

const levelOf = ({ name, below }: Shape): HierarchyLevel =>
  ({ name, subject: DistinguishedName.of({ commonName: `Example Corp ${name} CA G1` }), below: below.map(levelOf) });

function resourcesOf(shape: Shape, flags: Record<string, unknown> = {}): Resources {
  const stack = new Stack(new App({ context: flags }), 'Stack');
  const revocation = Revocation.crl({ distributionPoint: CrlDistributionPoint.bucketUrl() });
  new CertificateAuthorityHierarchy(stack, 'Pki', { root: levelOf(shape), revocation });
  return Template.fromStack(stack).toJSON().Resources;
}

const pairsOf = ({ name, below }: Shape): [parent: string, child: string][] =>
  below.flatMap((one): [string, string][] => [[name, one.name], ...pairsOf(one)]);
const namesOf = (shape: Shape): string[] => [shape.name, ...shape.below.flatMap(namesOf)];
const chainOf = (...[name, ...below]: string[]): Shape => ({ name, below: below.length > 0 ? [chainOf(...below)] : [] });

/** A tree: each CA of a level has the given number of CAs below it. */
function treeOf(name: string, [width = 0, ...widths]: number[]): Shape {
  return { name, below: Array.from({ length: width }, (_, index) => treeOf(`${name}-${index + 1}`, widths)) };
}

const DEPTHS = ['One', 'Two', 'Three', 'Four', 'Five'].map((_name, index, names): [number, Shape] => [index + 1, chainOf(...names.slice(0, index + 1))]);
const SHAPES: [string, Shape][] = [
  ...DEPTHS.map(([depth, shape]): [string, Shape] => [`${depth} levels`, shape]),
  ['40 CAs on 4 levels', treeOf('A', [3, 2, 5])],
  ['40 CAs on 5 levels', { name: 'A', below: [...treeOf('A', [3, 2, 2, 1]).below, ...Array.from({ length: 6 }, (_, index) => ({ name: `B-${index}`, below: [] }))] }],
  ['39 CAs below one root', treeOf('A', [39])],
];

describe.each(SHAPES)('a hierarchy with %s', (title, shape) => {
  const idOf = (graph: Graph, name: string, type: string) => graph.idOf(`Pki${name.replace(/-/g, '')}`, type);

  test('deploys the CRL bucket policy, then each CA, its certificate, and its activation, and then the CAs below it', () => {
    const graph = new Graph(resourcesOf(shape));
    const order = graph.deploymentOrder();
    const place = (name: string, type: string) => order.indexOf(idOf(graph, name, type));
    const policy = order.findIndex((id) => /^PkiSharedCrlsPolicy/.test(id));

    expect(policy).toBeGreaterThanOrEqual(0);
    for (const name of namesOf(shape)) {
      const places = [policy, place(name, 'CertificateAuthority'), place(name, 'Certificate'), place(name, 'CertificateAuthorityActivation')];
      expect(places).toEqual([...places].sort((one, other) => one - other));
    }
    for (const [parent, child] of pairsOf(shape)) {
      expect(place(parent, 'CertificateAuthorityActivation')).toBeLessThan(place(child, 'Certificate'));
      const activation = idOf(graph, parent, 'CertificateAuthorityActivation');
      expect(graph.resources[idOf(graph, child, 'Certificate')].Properties!.CertificateAuthorityArn).toEqual({ Ref: activation });
      expect(graph.resources[idOf(graph, child, 'CertificateAuthorityActivation')].Properties!.CertificateChain)
        .toEqual({ 'Fn::GetAtt': [activation, 'CompleteCertificateChain'] });
    }
  });

  test('has three resources for each CA, and one CRL bucket', () => {
    const types = Object.values(resourcesOf(shape)).map(({ Type }) => Type);
    const countOf = (type: string) => types.filter((one) => one === type).length;
    const size = namesOf(shape).length;

    expect(size).toBe(/^\d levels/.test(title) ? Number(title[0]) : 40);
    expect(types.filter((type) => type.startsWith('AWS::ACMPCA::'))).toHaveLength(3 * size);
    expect(countOf('AWS::ACMPCA::CertificateAuthorityActivation')).toBe(size);
    // The second bucket receives the access logs.
    expect(countOf('AWS::S3::Bucket')).toBe(2);
  });

  test('names no partition, so that it can be deployed in each of them', () => {
    const text = JSON.stringify(resourcesOf(shape));

    expect(text).not.toMatch(/arn:aws|amazonaws\.com\.cn/);
    expect(text).toContain('{"Ref":"AWS::Partition"}');
  });

  test('is the same with no feature flag and with all that CDK recommends', () => {
    const ofCas = (resources: Resources) => Object.entries(resources).filter(([, { Type }]) => Type.startsWith('AWS::ACMPCA::'));

    expect(ofCas(resourcesOf(shape, FEATURE_FLAGS.recommended))).toEqual(ofCas(resourcesOf(shape, FEATURE_FLAGS.none)));
  });
});

describe('logical IDs', () => {
  /** The CA resources of each level: the logical IDs and the properties of the CA. */
  const casOf = (shape: Shape) => {
    const resources = resourcesOf(shape);
    return Object.fromEntries(namesOf(shape).map((name) => [
      name, Object.keys(resources).filter((id) => new RegExp(`^Pki${name.replace(/-/g, '')}(Certificate|Activation)?[0-9A-F]{8}$`).test(id)),
    ]));
  };

  test('of a small hierarchy are pinned', () => {
    expect(casOf({ name: 'Root', below: [chainOf('Policy', 'Web'), chainOf('Code')] })).toEqual({
      Root: ['PkiRoot1CDD153D', 'PkiRootCertificateC7C4C4B4', 'PkiRootActivation075EBC12'],
      Policy: ['PkiPolicyF54E40F1', 'PkiPolicyCertificate78C057CE', 'PkiPolicyActivationF8AC3072'],
      Web: ['PkiWeb69EC5DB9', 'PkiWebCertificate0703359F', 'PkiWebActivation34178B5E'],
      Code: ['PkiCode', 'PkiCodeCertificate', 'PkiCodeActivation'].map((prefix) => expect.stringMatching(new RegExp(`^${prefix}[0-9A-F]{8}$`))),
    });
  });

  // Letters and numbers do not collide when CDK removes the hyphens.
  const NAMES = ['Root', 'Alpha', 'Bravo', 'Charlie', 'Delta', 'Echo', 'Foxtrot', 'Golf'];
  const parents = fc.array(fc.nat(), { minLength: 1, maxLength: NAMES.length - 1 });

  /** A random hierarchy: each name is below a former name that isn't at level five. Reversed: in another order. */
  const shapeOf = (choices: number[], leftOut?: string, isReversed = false): Shape => {
    const levels = new Map([['Root', 1]]);
    const below = new Map<string, string[]>();
    choices.forEach((choice, index) => {
      const name = NAMES[index + 1];
      if (name === leftOut) { return; }
      const possible = [...levels.keys()].filter((one) => levels.get(one)! < 5);
      const parent = possible[choice % possible.length];
      levels.set(name, levels.get(parent)! + 1);
      below.set(parent, [...below.get(parent) ?? [], name]);
    });
    const from = (name: string): Shape => {
      const names = below.get(name) ?? [];
      return { name, below: (isReversed ? [...names].reverse() : names).map(from) };
    };
    return from('Root');
  };

  test('of all other levels stay when a level is added, removed, or moved', () => {
    fc.assert(fc.property(parents, fc.nat(), (choices, which) => {
      const name = NAMES[1 + which % choices.length];
      const { [name]: removed, ...others } = casOf(shapeOf(choices));

      expect(removed).toHaveLength(3);
      // The levels below the removed level move to other levels.
      expect(casOf(shapeOf(choices, name))).toEqual(others);
    }), { numRuns: 15, seed: 20261126 });
  });

  test('and the whole template stay when levels are reordered', () => {
    fc.assert(fc.property(parents, (choices) => {
      expect(resourcesOf(shapeOf(choices, undefined, true))).toEqual(resourcesOf(shapeOf(choices)));
    }), { numRuns: 15, seed: 20261126 });
  });

  test('of CRL buckets stay when the hierarchy changes', () => {
    const othersOf = (shape: Shape) => Object.keys(resourcesOf(shape)).filter((id) => !/^Pki(Root|Policy|Web)/.test(id));

    expect(othersOf(chainOf('Root', 'Policy', 'Web'))).toEqual(othersOf(chainOf('Root')));
    expect(othersOf(chainOf('Root')).length).toBeGreaterThan(2);
  });
});

import { Resolver } from '../../../src/checks/private/resolver';
import { Resource, TemplateSource } from '../../../src/checks/private/template';
import { TemplateSet } from '../../../src/checks/private/template-set';
import { Value } from '../../../src/checks/private/values';
import { View } from '../../../src/checks/private/view';
import { Json, Resources } from '../cases/case';

/** The source of a template. */
export function sourceOf(path: string, template: Json, more: Partial<TemplateSource> = {}): TemplateSource {
  return { path, text: JSON.stringify(template), stackName: path, ...more };
}

/** What rules ask about an app whose stacks have these resources, with the conditions `Always` and `Never`. */
export function viewOf(...stacks: Resources[]): View {
  const Conditions = { Always: { 'Fn::Equals': ['a', 'a'] }, Never: { 'Fn::Equals': ['a', 'b'] } };
  const sources = stacks.map((resources, index) => sourceOf(String(index), { Conditions, Resources: resources }));
  return new View(new Resolver(new TemplateSet(sources)), () => true);
}

/** The first resource that has the logical ID. */
export function resourceOf(view: View, id: string): Resource {
  return view.set.templates.map(({ resources }) => resources.get(id)).find((resource) => resource !== undefined)!;
}

/** The value of an expression in the first stack. */
export function valueOf(view: View, raw: unknown): Value {
  return view.resolve(raw, view.set.templates[0]);
}

import { Look } from './resource-types';

/** The colors of a node. */
interface NodeColors {
  readonly fill: string;
  readonly line: string;
}

/** The colors of a picture. */
export interface Palette {
  readonly background: string;
  readonly text: string;
  readonly faint: string;
  readonly access: string;
  readonly use: string;
  readonly stack: NodeColors;
  readonly construct: NodeColors;
  readonly looks: Readonly<Record<Look, NodeColors>>;
}

/** The colors for a light background. */
export const LIGHT: Palette = {
  background: '#ffffff',
  text: '#16191f',
  faint: '#414d5c',
  access: '#0b5394',
  use: '#687078',
  stack: { fill: '#f7f8f9', line: '#9ba7b6' },
  construct: { fill: '#eef1f4', line: '#b6bec9' },
  looks: {
    authority: { fill: '#fde7e9', line: '#b3202c' },
    storage: { fill: '#e5f3e1', line: '#3a7a1f' },
    key: { fill: '#fff0d6', line: '#a35a00' },
    message: { fill: '#fbe5f3', line: '#a1307c' },
    process: { fill: '#fdecdf', line: '#b34d12' },
    identity: { fill: '#ece7fb', line: '#5a3fb0' },
    edge: { fill: '#e2eefc', line: '#1f5fae' },
    monitor: { fill: '#e0f4f4', line: '#10706f' },
    rule: { fill: '#f3eadf', line: '#7a5a2b' },
    principal: { fill: '#fefefe', line: '#5f6b7a' },
    outside: { fill: '#fdfdfd', line: '#7d8998' },
  },
};

/** The colors for a dark background. */
export const DARK: Palette = {
  background: '#0f141a',
  text: '#ebebf0',
  faint: '#c6c6cd',
  access: '#75b7ff',
  use: '#a4adb8',
  stack: { fill: '#161d26', line: '#5a6675' },
  construct: { fill: '#1f2833', line: '#4b5667' },
  looks: {
    authority: { fill: '#44191e', line: '#ff8a93' },
    storage: { fill: '#1c3614', line: '#8fd175' },
    key: { fill: '#422a05', line: '#ffb74d' },
    message: { fill: '#411733', line: '#f29bd4' },
    process: { fill: '#432111', line: '#ffa06b' },
    identity: { fill: '#2b2152', line: '#b8a4ff' },
    edge: { fill: '#132c4d', line: '#8ec1ff' },
    monitor: { fill: '#0c3636', line: '#6fd3d1' },
    rule: { fill: '#362a18', line: '#dcb982' },
    principal: { fill: '#10161d', line: '#a9b4c2' },
    outside: { fill: '#11171e', line: '#8d99a8' },
  },
};

/** Returns an SVG text with the colors of another palette. No two colors of a palette are equal. */
export function recolored(svg: string, from: Palette, to: Palette): string {
  const target = colorsOf(to);
  const colors = new Map(colorsOf(from).map((color, index) => [color, target[index]]));
  return svg.replace(/#[0-9a-f]{6}\b/g, (color) => colors.get(color) ?? color);
}

/** Returns all colors of a palette, in one order for all palettes. */
export function colorsOf(value: object): string[] {
  return Object.keys(value).sort().flatMap((name): string[] => {
    const part = (value as Record<string, string | object>)[name];
    return typeof part === 'string' ? [part] : colorsOf(part);
  });
}

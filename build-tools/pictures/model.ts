import { Access } from './access';
import { Naming } from './labels';
import { ResourceKey } from './references';
import { Look } from './resource-types';

/** A node: one resource, a group of resources, a principal, or a resource outside the templates. */
export interface PictureNode {
  readonly id: string;
  readonly look: Look;
  /** The first line is the noun. */
  readonly lines: string[];
  /** What conditions and other nodes call the node. */
  readonly name: string;
  /** The cluster that contains the node. */
  readonly cluster?: string;
  /** The resources that the node stands for. */
  readonly keys: ResourceKey[];
}

/** An arrow. Parallel arrows of one kind are one arrow. */
export interface PictureArrow {
  readonly from: string;
  readonly to: string;
  readonly kind: 'access' | 'use';
  /** Short lines. */
  readonly label: string[];
  /** The same in full. */
  readonly text: string[];
  /** What the arrow stands for, if a policy allows it. */
  readonly access: Access[];
}

/** A frame around nodes: a stack, or a construct in a stack. */
export interface PictureCluster {
  readonly id: string;
  readonly label: string;
  readonly parent?: string;
}

/** The picture of an app. */
export interface Picture {
  readonly nodes: PictureNode[];
  readonly arrows: PictureArrow[];
  readonly clusters: PictureCluster[];
  /** Accesses that a line of the principal shows in place of an arrow: those on any resource. */
  readonly onAnyResource: Access[];
  /** The trust policies of roles that are a part of the only resource that uses them. */
  readonly ownTrust: Access[];
  /** Returns a text of the templates with the names of the nodes. */
  readonly naming: Naming;
}

import type { Element, Root } from "xast";
import { toXml } from "xast-util-to-xml";

/** A tree as XML. Of what text must not hold, the library leaves `]]>` as it is. */
export function xml(tree: Element | Root): string {
  return `${toXml(tree).replaceAll("]]>", "]]&#x3E;")}\n`;
}

/** A line for each child. */
export function onLines(children: Element[]): (Element | string)[] {
  return [...children.flatMap((child) => ["\n", child]), "\n"];
}

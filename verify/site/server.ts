import { existsSync, readFileSync, statSync } from 'fs';
import { createServer, Server } from 'http';
import { AddressInfo } from 'net';
import { extname, join } from 'path';
import { BASE } from '../../build-tools/site/paths';

/* The built site on the loopback interface, by the rules of GitHub Pages for addresses without an extension. */

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
};

/** The file of an address below the base; none if there is no such page. */
export function fileFor(dist: string, path: string): string | undefined {
  const name = decodeURIComponent(path);
  const candidates = name.endsWith('/') ? [`${name}index.html`] : [name, `${name}.html`];
  return candidates.map((candidate) => join(dist, candidate))
    .find((file) => file.startsWith(dist) && existsSync(file) && statSync(file).isFile());
}

/** A running server. The controls are pages that only the checks know. */
export async function serve(
  dist: string, controls: Readonly<Record<string, string>>,
): Promise<{ server: Server; origin: string }> {
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://127.0.0.1');
    // The demo pages name no icon, so that the browser looks for one outside the site.
    if (pathname === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    const path = pathname.startsWith(BASE) ? pathname.slice(BASE.length - 1) : undefined;
    if (path !== undefined && path in controls) {
      response.writeHead(200, { 'content-type': TYPES['.html'] }).end(controls[path]);
      return;
    }
    const file = path === undefined ? undefined : fileFor(dist, path);
    const shown = file ?? join(dist, '404.html');
    const type = TYPES[extname(shown)] ?? 'application/octet-stream';
    response.writeHead(file === undefined ? 404 : 200, { 'content-type': type }).end(readFileSync(shown));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

import { readFileSync } from 'node:fs';
import { defineConfig, type DefaultTheme } from 'vitepress';
import { anchorOf } from '../../build-tools/site/markdown.js';

const REPOSITORY = 'https://github.com/cdk-private-ca/cdk-private-ca';

/** What build-tools/site/assemble.ts wrote. */
const { base, host, sidebar } = JSON.parse(readFileSync(new URL('../../.site/site.json', import.meta.url), 'utf8')) as {
  base: string; host: string; sidebar: DefaultTheme.SidebarMulti;
};

export default defineConfig({
  title: 'cdk-private-ca',
  description: 'AWS CDK constructs for a private certificate authority on AWS Private CA',
  lang: 'en-US',
  base,
  srcDir: '../.site/pages',
  outDir: '../.site/dist',
  cacheDir: '../.site/cache',
  cleanUrls: true,
  // The site depends only on the files of the repository, and not on its history.
  lastUpdated: false,
  sitemap: { hostname: `${host}${base}` },
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}logo.svg` }]],
  // A page links many others, and a reader visits few of them.
  router: { prefetchLinks: false },
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-default' },
    anchor: { slugify: anchorOf },
  },
  transformPageData(page) {
    const { canonical } = page.frontmatter as { canonical?: string };
    if (canonical === undefined) { return; }
    page.frontmatter.head = [
      ['link', { rel: 'canonical', href: canonical }],
      ['meta', { property: 'og:title', content: page.title }],
      ['meta', { property: 'og:description', content: page.description }],
      ['meta', { property: 'og:url', content: canonical }],
      ['meta', { property: 'og:type', content: 'article' }],
    ];
  },
  themeConfig: {
    logo: '/logo.svg',
    nav: [
      { text: 'Features', link: '/features' },
      { text: 'Examples', link: '/examples/' },
      { text: 'API', link: '/api/' },
      { text: 'Errors', link: '/errors' },
    ],
    sidebar,
    outline: [2, 3],
    socialLinks: [{ icon: 'github', link: REPOSITORY, ariaLabel: 'Repository on GitHub' }],
    editLink: {
      // The browser runs this function, without what is outside it.
      pattern: ({ frontmatter }) => `https://github.com/cdk-private-ca/cdk-private-ca/edit/main/${frontmatter.source}`,
      text: 'Edit this page on GitHub',
    },
    notFound: {
      title: 'Page not found',
      quote: 'There is no page with this address. Search for it, or start at the home page.',
      linkText: 'Go to the home page',
      linkLabel: 'Go to the home page',
    },
    footer: { message: 'Apache-2.0. Experimental: a minor version can change the API.' },
    search: {
      provider: 'local',
      options: {
        _render(source, env, md) {
          // Users who search for the code of an error need its page, and not each call that raises it.
          const html = md.render(source, env).replace(/<p>Errors: <a [^]*?<\/p>/g, '');
          const { terms } = env.frontmatter as { terms?: string };
          return terms === undefined ? html : html.replace('</h1>', `</h1><p>${terms}</p>`);
        },
        miniSearch: { searchOptions: { boost: { title: 4, text: 2, titles: 1 } } },
      },
    },
  },
});

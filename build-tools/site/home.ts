import { HOST, BASE, REPOSITORY } from './paths';
import { NAVIGATION, NavigationPage, QUESTIONS } from '../../site/navigation';

/* The home page: a summary, the questions of new users, and the README. */

export interface HomeOptions {
  readonly readme: string;
  /** The address of a page of the menu; none if there is no such page yet. */
  readonly addressOf: (page: string) => string | undefined;
}

/** The frontmatter and the text of the home page. */
export function homePage({ readme, addressOf }: HomeOptions): string {
  // The title, the badges, and the diagram of the README stand in other forms in the header of the page.
  const [, first, ...rest] = readme.replace(/^\[!\[.*\n/gm, '').split(/\n\n+/).filter((block) => block.trim() !== '');
  const hero = {
    name: 'cdk-private-ca',
    text: 'A private CA with AWS CDK',
    tagline: first.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/\s+/g, ' '),
    actions: [
      { theme: 'brand', text: 'Get started', link: addressOf('docs/guides/get-started.md') ?? addressOf('docs/certificate-authority.md') },
      { theme: 'alt', text: 'All features', link: addressOf('docs/features.md') },
      { theme: 'alt', text: 'GitHub', link: REPOSITORY },
    ],
  };
  const features = NAVIGATION.flatMap(({ title, summary, core = [], advanced = [] }) => {
    const link = firstOf([...core, ...advanced], addressOf, title);
    return link === undefined ? [] : [{ title, details: summary, link }];
  });
  const questions = QUESTIONS.flatMap(({ question, page }) => {
    const link = addressOf(page);
    return link === undefined ? [] : [`- [${question}](${link})`];
  });
  return ['---', JSON.stringify({
    layout: 'home',
    title: 'Private certificate authorities with AWS CDK',
    titleTemplate: 'cdk-private-ca',
    description: hero.tagline.slice(0, 160),
    hero,
    features,
    canonical: `${HOST}${BASE}`,
    source: 'README.md',
  }), '---', '',
  '## How do I …?', '', ...questions, '', '## Install', '', ...rest.map((block) => `${block}\n`)].join('\n');
}

/** The overview is the home page itself. */
function firstOf(pages: readonly NavigationPage[], addressOf: HomeOptions['addressOf'], title: string): string | undefined {
  return pages.map(({ page }) => addressOf(page)).find((address) => address !== undefined && (address !== '/' || title !== 'Get started'));
}

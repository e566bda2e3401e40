// The settings of EventCatalog 3.48.4. The build works on a copy of this file, in .site/.

/** @type {import('@eventcatalog/core/bin/eventcatalog.config').Config} */
export default {
  // Without one, each build would write a random one into its copy.
  cId: '6f1c2a0e-3a5b-4c57-9b3e-5f7a2f1d8c44',
  title: 'Plumbline',
  organizationName: 'Plumbline',
  tagline: 'Every event, who publishes it and who consumes it, read from what Terraform deploys.',
  // What llms.txt, the canonical addresses and the previews of links name; set it to where the site is hosted.
  homepageLink: 'http://localhost:3000',
  outDir: '../dist',
  base: '/',
  trailingSlash: false,
  theme: 'forest',
  logo: { alt: 'Plumbline', src: '/logo.svg', text: 'Plumbline' },
  // Pages that are about EventCatalog's own products are not in the navigation.
  sidebar: [
    { id: '/studio', visible: false },
    { id: '/settings/general', visible: false },
  ],
  docs: { sidebar: { type: 'LIST_VIEW', showOrphanedMessages: true } },
  visualiser: { enabled: true, channels: { renderMode: 'single' } },
  changelog: { enabled: true },
  search: { type: 'indexed' },
  llmsTxt: { enabled: true },
  rss: { enabled: false },
  generators: [],
};

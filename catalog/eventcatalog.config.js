/** @type {import('@eventcatalog/core/bin/eventcatalog.config').Config} */
export default {
  cId: '6f1c2a0e-3a5b-4c57-9b3e-5f7a2f1d8c44',
  title: 'Plumbline',
  organizationName: 'Plumbline',
  tagline: 'Every event, who publishes it and who consumes it, read from what Terraform deploys.',
  outDir: '../dist',
  trailingSlash: false,
  theme: 'forest',
  logo: { alt: 'Plumbline', src: '/logo.svg', text: 'Plumbline' },
  search: { type: 'indexed' },
  llmsTxt: { enabled: true },
  rss: { enabled: false },
  changelog: { enabled: true },
  visualiser: { enabled: true, channels: { renderMode: 'single' } },
  docs: { sidebar: { type: 'LIST_VIEW', showOrphanedMessages: true } },
  generators: [],
};

-- What the marks look like: linked to groups that every colour scheme has, so that figures, dates and claims can be
-- told apart in light and in dark; `default` leaves a user's or a colour scheme's own choice alone.
local M = {}

M.links = {
  ['@lsp.type.figure'] = 'Number',
  ['@lsp.type.date'] = 'Special',
  ['@lsp.type.claim'] = 'String',
  ['@lsp.type.speaker'] = 'Identifier',
  ['@lsp.mod.conflict'] = 'DiagnosticUnderlineWarn',
}

function M.setup()
  local function link()
    for from, to in pairs(M.links) do vim.api.nvim_set_hl(0, from, { link = to, default = true }) end
  end
  link()
  vim.api.nvim_create_autocmd('ColorScheme', {
    group = vim.api.nvim_create_augroup('copydesk_highlight', {}),
    callback = link,
  })
end

return M

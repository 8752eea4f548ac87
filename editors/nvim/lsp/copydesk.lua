-- Read by vim.lsp.config (Neovim 0.11): vim.lsp.enable('copydesk') starts the server.
---@type vim.lsp.Config
return {
  cmd = { 'copydesk', 'lsp' },
  filetypes = { 'text', 'markdown' },
  root_markers = { 'copydesk.toml', '.git' },
  settings = { copydesk = vim.empty_dict() },
}

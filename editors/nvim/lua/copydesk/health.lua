-- :checkhealth copydesk
local M = {}

local health = vim.health

local function check_neovim()
  if vim.fn.has('nvim-0.11') == 1 then
    health.ok('Neovim ' .. tostring(vim.version()))
  else
    health.warn('Neovim ' .. tostring(vim.version()) .. ' has no vim.lsp.config', {
      'update to 0.11, or start the server yourself: :help copydesk-0.10',
    })
  end
end

local function check_binary()
  local config = vim.lsp.config and vim.lsp.config.copydesk or nil
  local cmd = config and config.cmd or { 'copydesk', 'lsp' }
  if type(cmd) ~= 'table' then return health.info('the server is started by a function of yours') end
  if vim.fn.executable(cmd[1]) == 0 then
    return health.error('there is no program «' .. cmd[1] .. '»', {
      'install it: cargo install copydesk',
      "or say where it is: vim.lsp.config('copydesk', { cmd = { '/path/to/copydesk', 'lsp' } })",
    })
  end
  local ran = vim.system({ cmd[1], '--version' }, { text = true, timeout = 5000 }):wait()
  if ran.code == 0 and vim.startswith(ran.stdout, 'copydesk ') then
    health.ok(vim.trim(ran.stdout) .. ' (' .. vim.fn.exepath(cmd[1]) .. ')')
  else
    health.error('«' .. cmd[1] .. '» is not Copydesk', { 'its --version says: ' .. vim.trim(ran.stdout .. ran.stderr) })
  end
end

local function check_clients()
  if vim.lsp.is_enabled and not vim.lsp.is_enabled('copydesk') then
    health.warn('not enabled', { "put vim.lsp.enable('copydesk') into your init.lua" })
  end
  local clients = vim.lsp.get_clients({ name = 'copydesk' })
  if #clients == 0 then return health.info('not running: no plain text or Markdown file is open') end
  for _, c in ipairs(clients) do
    health.ok(('running for %d open file(s), corpus %s, columns in %s'):format(
      vim.tbl_count(c.attached_buffers),
      c.root_dir or 'of single files',
      c.offset_encoding
    ))
    if c.root_dir and vim.fn.filereadable(c.root_dir .. '/copydesk.toml') == 0 then
      health.info('no copydesk.toml in ' .. c.root_dir .. ': every article in that folder is the corpus')
    end
  end
end

function M.check()
  health.start('copydesk')
  check_neovim()
  check_binary()
  check_clients()
end

return M

-- The plugin in a real Neovim: nvim --clean --headless -l test.lua [encoding]. $COPYDESK is the server.
local here = vim.fs.dirname(debug.getinfo(1, 'S').source:sub(2))
package.path = here .. '/?.lua;' .. package.path
local t = require('check')
local check, wait, conflicts = t.check, t.wait, t.conflicts

-- "-l" reads neither the user's configuration nor plugins, and leaves file types off: what a user's init.lua has.
vim.opt.runtimepath:prepend(vim.fs.normalize(here .. '/../../../editors/nvim'))
vim.cmd('filetype on | runtime plugin/copydesk.lua | helptags ' .. here .. '/../../../editors/nvim/doc')
vim.o.swapfile, vim.o.hidden = false, true
local encoding = arg[1]
vim.lsp.config('copydesk', {
  cmd = { vim.env.COPYDESK, 'lsp' },
  capabilities = encoding and { general = { positionEncodings = { encoding } } } or nil,
})
vim.lsp.enable('copydesk')

local folder = t.articles()
vim.cmd.edit(folder .. '/draft.md')
local draft = vim.api.nvim_get_current_buf()
local function client() return vim.lsp.get_clients({ bufnr = draft, name = 'copydesk' })[1] end

local function are(bufnr, wanted)
  return function() return vim.deep_equal(conflicts(bufnr), wanted) end, function() return conflicts(bufnr) end
end

local function starts()
  wait('starts with a Markdown article', function() return client() and client().initialized end)
  check(client().root_dir == folder, 'the corpus is the folder of copydesk.toml')
  check(client().offset_encoding == (encoding or 'utf-8'), 'columns in ' .. client().offset_encoding)
end

local function warns()
  wait('the conflict stands on the figure, behind emoji and combining characters', are(draft, { '11' }))
  local d = vim.tbl_filter(function(x) return x.code == 'figure-conflict' end, vim.diagnostic.get(draft))[1] or {}
  check(d.severity == vim.diagnostic.severity.WARN and d.source == 'copydesk', 'it is a warning of copydesk')
  check((d.message or ''):find('14', 1, true), 'its message has the other figure')
  local related = vim.tbl_get(d, 'user_data', 'lsp', 'relatedInformation') or {}
  check(related[1] and related[1].location.uri:find('/wire.txt', 1, true), 'related information names the other article')
end

local function marks()
  local function tokens_on_figure()
    t.go_to('11 people')
    local at = vim.inspect_pos(draft, nil, nil, { syntax = false, extmarks = false }).semantic_tokens
    return vim.iter(at):any(function(token) return token.opts.hl_group:find('@lsp.type.figure', 1, true) end)
  end
  vim.lsp.semantic_tokens.force_refresh(draft)
  wait('the figure is coloured', tokens_on_figure)
  check(vim.api.nvim_get_hl(0, { name = '@lsp.type.figure' }).link == 'Number', 'its colour is that of numbers')
end

local function hovers()
  t.go_to('11 people')
  vim.lsp.buf.hover()
  wait('K opens a window', function() return t.float() ~= nil end)
  local text = t.float() or ''
  check(text:find('14', 1, true) and text:find('Northern Wire', 1, true), 'it says what the other article says')
  vim.cmd('fclose')
end

local function lists()
  vim.cmd('CopydeskFacts')
  local function items() return vim.fn.getqflist() end
  wait(':CopydeskFacts fills the quickfix list', function() return #items() > 0 end)
  local on_line = vim.tbl_filter(function(i) return i.text:find('11', 1, true) and i.type == 'W' end, items())
  local line = vim.api.nvim_buf_get_lines(draft, (on_line[1] or { lnum = 1 }).lnum - 1, (on_line[1] or { lnum = 1 }).lnum, false)[1]
  check(on_line[1] and line:sub(on_line[1].col, on_line[1].col + 1) == '11', 'the conflict is there, at its column')
  check(vim.iter(items()):any(function(i) return i.text:find('Marta Oyelaran', 1, true) end), 'a claim is there, with its speaker')
  vim.cmd('cclose')
end

local function explains()
  vim.cmd('CopydeskExplain figure-conflict')
  wait(':CopydeskExplain explains the rule', function() return t.float() ~= nil end)
  check(#(t.float() or '') > 100, 'at some length')
  vim.cmd('fclose')
end

local function follows_edits()
  t.replace(draft, '🚨', '🚨👩‍🚒')
  wait('typing before it moves it', are(draft, { '11' }))
  t.replace(draft, '11 people', '12 people')
  wait('typing in it renews it', are(draft, { '12' }))
  t.replace(draft, '12 people', '11 people')
  wait('and back', are(draft, { '11' }))
end

local function compares_drafts()
  vim.cmd.edit(folder .. '/wire.txt')
  local wire = vim.api.nvim_get_current_buf()
  wait('the other article, opened, is warned of too', function() return #conflicts(wire) > 0 end)
  t.replace(wire, 'kills 14', 'kills 11')
  t.replace(wire, 'killed 14', 'killed 11')
  wait('two drafts that agree are left alone, unsaved', are(draft, {}))
  vim.cmd('bwipeout!')
  wait('the unsaved draft thrown away, the file counts again', are(draft, { '11' }))
end

local function watches()
  local path = folder .. '/wire.txt'
  local text = table.concat(vim.fn.readfile(path), '\n')
  vim.fn.writefile(vim.split(text:gsub('14', '11'), '\n'), path)
  wait('a file changed outside the editor is noticed', are(draft, {}))
  vim.fn.writefile(vim.split(text, '\n'), path)
  wait('and changed back', are(draft, { '11' }))
end

local function acts()
  vim.cmd.buffer(draft)
  t.go_to('11 people')
  vim.lsp.buf.code_action({ apply = true, filter = function(a) return a.title:find('Use «14»', 1, true) ~= nil end })
  wait('the other figure is put in by a code action', function()
    return vim.iter(vim.api.nvim_buf_get_lines(draft, 0, -1, false)):any(function(l) return l:find('killed 14 people', 1, true) end)
  end)
  wait('and the warning is gone', are(draft, {}))
end

local function is_healthy()
  vim.cmd('checkhealth copydesk')
  local report = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
  check(report:find('running for', 1, true) and not report:find('ERROR', 1, true), ':checkhealth finds nothing wrong')
  vim.cmd('bwipeout!')
  check(pcall(vim.cmd.help, 'copydesk'), ':help copydesk is there')
  vim.cmd('helpclose')
end

local function reindexes_and_stops()
  vim.cmd.buffer(draft)
  local notified
  vim.notify = function(message) notified = message end
  vim.cmd('CopydeskReindex')
  wait(':CopydeskReindex answers', function() return notified ~= nil and not notified:find('rror') end, function() return notified end)
  local c = client()
  c:stop()
  wait('stops when told to', function() return c:is_stopped() end)
end

for _, part in ipairs({
  starts, warns, marks, hovers, lists, explains, follows_edits, compares_drafts, watches, acts, is_healthy, reindexes_and_stops,
}) do
  local ok, problem = pcall(part)
  if not ok then check(false, problem) end
end
vim.fn.delete(folder, 'rf')
check(true, 'the tests ran to their end')
os.exit(t.failed == 0 and 0 or 1)

-- The commands: each asks the server (workspace/executeCommand) and shows its answer.
local M = {}

local function say(message, level) vim.notify('copydesk: ' .. message, level or vim.log.levels.INFO) end

---@return vim.lsp.Client?
local function client()
  local found = vim.lsp.get_clients({ name = 'copydesk', bufnr = 0 })[1] or vim.lsp.get_clients({ name = 'copydesk' })[1]
  if not found then say('not running here; see :checkhealth copydesk', vim.log.levels.WARN) end
  return found
end

-- Calls `done` with the server's answer and the client; an error is shown instead.
local function ask(command, arguments, done)
  local c = client()
  if not c then return end
  c:request('workspace/executeCommand', { command = command, arguments = arguments }, function(err, answer)
    if err then return say(err.message, vim.log.levels.ERROR) end
    done(answer, c)
  end)
end

local function show(title, lines)
  vim.lsp.util.open_floating_preview(lines, 'markdown', { border = 'rounded', title = title, focus_id = 'copydesk' })
end

-- A warning first in the list's letter column, nothing for what is at peace.
local letters = { conflict = 'W', superseded = 'I', unresolved = 'N' }

---Quickfix entries of the server's answer to `copydesk.facts`, in the order of the article.
---@return table[]
function M.items(answer, encoding)
  local items = {}
  for _, group in ipairs(answer.groups) do
    for _, fact in ipairs(group.facts) do
      local item = vim.lsp.util.locations_to_items({ { uri = answer.uri, range = fact.range } }, encoding)[1]
      local who = group.kind == 'claim' and (group.label .. ': ') or ''
      local other = fact.related[1]
      item.type = letters[fact.state]
      item.text = ('%s%s%s%s'):format(
        fact.state == 'alone' and '' or ('[' .. fact.state .. '] '),
        who,
        fact.text:gsub('%s+', ' '),
        other and ('  (' .. other.label .. ': ' .. other.text:gsub('%s+', ' ') .. ')') or ''
      )
      items[#items + 1] = item
    end
  end
  table.sort(items, function(a, b)
    if a.lnum ~= b.lnum then return a.lnum < b.lnum end
    return a.col < b.col
  end)
  return items
end

function M.facts()
  ask('copydesk.facts', { vim.uri_from_bufnr(0) }, function(answer, c)
    if not answer or answer == vim.NIL then return say('this is not an article of the corpus') end
    vim.fn.setqflist({}, ' ', { title = 'Facts', items = M.items(answer, c.offset_encoding) })
    vim.cmd('botright copen')
  end)
end

function M.reindex()
  ask('copydesk.reindex', {}, function() say('the corpus has been read again') end)
end

function M.status()
  ask('copydesk.status', {}, function(answer) say(type(answer) == 'string' and answer or vim.inspect(answer)) end)
end

-- The code of the most serious finding under the cursor.
local function code_here()
  local row, col = unpack(vim.api.nvim_win_get_cursor(0))
  local best
  for _, d in ipairs(vim.diagnostic.get(0, { lnum = row - 1 })) do
    local inside = d.source == 'copydesk' and d.col <= col and (d.end_lnum > row - 1 or col < d.end_col)
    if inside and d.code and (not best or d.severity < best.severity) then best = d end
  end
  return best and best.code
end

---@param code string a code such as `figure-conflict`; empty: that of the finding under the cursor
function M.explain(code)
  code = code ~= '' and code or code_here()
  if not code then return say('no finding under the cursor; :CopydeskExplain CODE explains one by its name') end
  ask('copydesk.explain', { code }, function(answer)
    if type(answer) ~= 'string' then return say('no rule «' .. code .. '»', vim.log.levels.WARN) end
    show(code, vim.split(answer, '\n'))
  end)
end

return M

-- PASS and FAIL lines, waiting, and the articles in a folder of their own.
local M = { failed = 0 }

function M.check(ok, message)
  -- Neovim's own messages may stand on the line already.
  io.stdout:write('\n' .. (ok and 'PASS ' or 'FAIL ') .. message .. '\n')
  if not ok then M.failed = M.failed + 1 end
  return ok
end

---Waits until `f` is true; `seen` tells what was there instead.
function M.wait(message, f, seen)
  local ok = vim.wait(1000 * (tonumber(vim.env.PATIENCE) or 60), f, 20)
  if not ok and seen then message = message .. ': ' .. vim.inspect(seen(), { newline = ' ', indent = '' }) end
  return M.check(ok, message)
end

---A fresh copy of tests/editors/articles.
function M.articles()
  local here = vim.fs.dirname(debug.getinfo(1, 'S').source:sub(2))
  local from, to = vim.fs.joinpath(here, '..', 'articles'), vim.fn.tempname()
  vim.fn.mkdir(to, 'p')
  for name in vim.fs.dir(from) do
    vim.fn.writefile(vim.fn.readfile(vim.fs.joinpath(from, name), 'b'), vim.fs.joinpath(to, name), 'b')
  end
  return to
end

---Conflicts of a buffer as the words that they stand on.
function M.conflicts(bufnr)
  local words = {}
  for _, d in ipairs(vim.diagnostic.get(bufnr)) do
    if d.code == 'figure-conflict' then
      local ok, text = pcall(vim.api.nvim_buf_get_text, bufnr, d.lnum, d.col, d.end_lnum, d.end_col, {})
      words[#words + 1] = ok and table.concat(text, '\n') or 'outside the text'
    end
  end
  return words
end

---Text of the floating window that is open, or nil.
function M.float()
  for _, w in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(w).relative ~= '' then
      return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(w), 0, -1, false), '\n')
    end
  end
end

---Replaces the first `words` in the buffer, as a person who types does.
function M.replace(bufnr, words, by)
  for row, line in ipairs(vim.api.nvim_buf_get_lines(bufnr, 0, -1, false)) do
    local from, to = line:find(words, 1, true)
    if from then return vim.api.nvim_buf_set_text(bufnr, row - 1, from - 1, row - 1, to, { by }) end
  end
  error('no «' .. words .. '» in the buffer')
end

---Puts the cursor on the first letter of `words`.
function M.go_to(words)
  for row, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local from = line:find(words, 1, true)
    if from then return vim.api.nvim_win_set_cursor(0, { row, from - 1 }) end
  end
  error('no «' .. words .. '» in the buffer')
end

return M

-- Commands and colours. Starting the server is the user's choice: vim.lsp.enable('copydesk').
if vim.g.loaded_copydesk then return end
vim.g.loaded_copydesk = true

require('copydesk.highlight').setup()

local function command(name, action, opts)
  vim.api.nvim_create_user_command(name, function(args) require('copydesk')[action](args.args) end, opts)
end

command('CopydeskFacts', 'facts', { desc = "The article's figures, dates and claims in the quickfix list" })
command('CopydeskReindex', 'reindex', { desc = 'Read the whole corpus again' })
command('CopydeskStatus', 'status', { desc = 'What is indexed' })
command('CopydeskExplain', 'explain', {
  nargs = '?',
  desc = 'Explain the rule under the cursor, or the one named',
})

-- «Explain the rule» among the code actions: in a window, not in the message line.
vim.lsp.commands['copydesk.explain'] = function(command) require('copydesk').explain(command.arguments[1]) end

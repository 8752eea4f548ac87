;;; copydesk.el --- Copydesk through Eglot -*- lexical-binding: t -*-

;; Needs Emacs 29 or newer, whose Eglot this is, and the program `copydesk'.  In the init file:
;;
;;   (require 'copydesk)
;;   (add-hook 'text-mode-hook #'copydesk-ensure)
;;   (add-hook 'markdown-mode-hook #'copydesk-ensure)

;;; Code:

(require 'eglot)

(defgroup copydesk nil
  "Facts in articles, and where they contradict each other."
  :group 'tools)

(defcustom copydesk-program "copydesk"
  "The program to run."
  :type 'string)

(defcustom copydesk-settings '(:marks "off")
  "Settings of the server, as a property list.
`copydesk lsp --settings' prints all of them.  Eglot shows no
semantic tokens, so the marks of figures, dates and claims would
be hints under nearly every line: they are off, conflicts are not."
  :type 'plist)

(defun copydesk--contact (&rest _)
  "What Eglot starts, with the settings."
  (list copydesk-program "lsp" :initializationOptions copydesk-settings))

(add-to-list 'eglot-server-programs
             '(((text-mode :language-id "plaintext") (markdown-mode :language-id "markdown")) . copydesk--contact))

(defun copydesk--project (directory)
  "The folder of the nearest copydesk.toml above DIRECTORY, as a project."
  (when-let* ((root (locate-dominating-file directory "copydesk.toml")))
    (cons 'transient root)))

;;;###autoload
(defun copydesk-ensure ()
  "Start Copydesk for this article."
  (when (memq major-mode '(text-mode markdown-mode))
    (add-hook 'project-find-functions #'copydesk--project -10 t)
    (eglot-ensure)))

(defun copydesk-facts ()
  "Show the article's figures, dates and claims in a compilation buffer."
  (interactive)
  (let* ((name (buffer-name))
         (sheet (eglot-execute-command (eglot--current-server-or-lose) "copydesk.facts"
                                       (vector (plist-get (eglot--TextDocumentIdentifier) :uri))))
         (lines (copydesk--lines sheet)))
    (with-current-buffer (get-buffer-create "*copydesk facts*")
      (let ((inhibit-read-only t))
        (erase-buffer)
        (insert (format "Facts of %s\n\n" name))
        (dolist (line lines) (insert line "\n")))
      (special-mode)
      (goto-char (point-min))
      (display-buffer (current-buffer)))))

(defun copydesk--lines (sheet)
  "The facts of SHEET, the server's answer, a line each."
  (seq-mapcat
   (lambda (group)
     (cons (format "%s" (plist-get group :label))
           (seq-map (lambda (fact)
                      (format "  %4d  %-12s %s" (1+ (plist-get (plist-get (plist-get fact :range) :start) :line))
                              (let ((state (plist-get fact :state))) (if (equal state "alone") "" state))
                              (replace-regexp-in-string "[ \n]+" " " (plist-get fact :text))))
                    (plist-get group :facts))))
   (plist-get sheet :groups)))

(provide 'copydesk)
;;; copydesk.el ends here

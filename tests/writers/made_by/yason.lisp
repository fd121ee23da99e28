;; SBCL 2.2.9, YASON 0.7.6 (cl-yason): numbers are read in single precision.
(require :asdf)
(asdf:initialize-source-registry '(:source-registry (:tree "/usr/share/common-lisp/source/") :ignore-inherited-configuration))
(let ((*standard-output* (make-broadcast-stream))) (asdf:load-system :yason))
(funcall (read-from-string "yason:encode")
         (with-open-file (in (second sb-ext:*posix-argv*)) (funcall (read-from-string "yason:parse") in))
         *standard-output*)

# What all pages share that write letters.
letters-n = { $sent } sent, { $queued } to be sent, { $failed } could not be sent
letters-folder = No mail server is set; letters are laid into the folder “outbox” of the data folder, one file (.eml) each.
letters-retry = Try again what could not be sent
letters-retried = Mail that could not be sent is tried again.
letters-preview = Preview
letters-preview-to = This is the mail to { $name }.
letters-one-line = Write the subject on one line.
letter-open-place = “{ $place }” is still there. Replace it by the real words, such as a name, a time or an address.
letter-odd-word = “{ $word }” cannot be used. What can be used is { $known }.
letter-as-is = It is meant so (nothing is still to be written)
letter-as-is-hint = Tick this and signs and braces stay as the letters that they are.

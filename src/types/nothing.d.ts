// What `vscode` means in the pure, worker and DOM worlds: nothing, so that importing it does not compile.

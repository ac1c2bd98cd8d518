// The completion scripts. They ask the command for candidates at each Tab, so they never go stale.

/** The hidden command that prints the candidates. */
export const completeCommand = '__complete';

/** Creates the script of each shell. `command` prints candidates for the words that follow it; it is quoted for a shell. */
export const shells: Readonly<Record<string, (command: string) => string>> = {
  bash: command => `# Completion of linekeeper for bash. In ~/.bashrc: eval "$(linekeeper completion bash)"
_linekeeper() {
  local candidate
  COMPREPLY=()
  while IFS=$'\\t' read -r candidate _; do
    COMPREPLY+=("$candidate")
  done < <(${command} "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _linekeeper linekeeper
`,
  zsh: command => `#compdef linekeeper
# Completion of linekeeper for zsh. In ~/.zshrc, after compinit: eval "$(linekeeper completion zsh)"
_linekeeper() {
  local line
  local -a candidates
  for line in "\${(@f)$(${command} "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -n $line ]] && candidates+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done
  if (( $#candidates )); then
    _describe -t candidates candidate candidates
  else
    _files
  fi
}
compdef _linekeeper linekeeper
`,
  fish: command => `# Completion of linekeeper for fish. In ~/.config/fish/config.fish: linekeeper completion fish | source
function __linekeeper_complete
  set -l words (commandline -opc)
  set -e words[1]
  set -l current (commandline -ct)
  set -l candidates (${command} $words "$current" 2>/dev/null)
  if set -q candidates[1]
    printf '%s\\n' $candidates
  else
    __fish_complete_path "$current"
  end
end
complete -c linekeeper -f -a '(__linekeeper_complete)'
`,
};

/**
 * The completion script for zsh. That of @bomb.sh/tab does not escape the colon of `debian:6.12`, which then is a name and its description to zsh, puts what daxlab
 * answers into an order of its own, and offers no files.
 */
export const ZSH_SCRIPT = `#compdef daxlab
# zsh completion for daxlab: source <(npx daxlab completion zsh), after compinit; or a file _daxlab in a folder of fpath
_daxlab() {
  local value description
  local -a offered
  while IFS=$'\\t' read -r value description; do
    [[ $value == :* || -z $value ]] && continue
    offered+=("\${value//:/\\\\:}\${description:+:$description}")
  done < <("$words[1]" complete -- "\${(@Q)words[2,CURRENT-1]}" "$PREFIX" 2> /dev/null)
  # What is offered is the value alone.
  compset -P '--*='
  _describe -V daxlab offered || _files
}
if [[ $funcstack[1] == _daxlab ]]; then
  _daxlab "$@"
else
  compdef _daxlab daxlab
fi
`;

/**
 * The completion script for bash. @bomb.sh/tab's own needs bash-completion's functions, which a plain system has not, evaluates what was typed, and repeats what
 * stands before a colon: bash takes `debian:6` for two words, and kernels are called so.
 */
export const BASH_SCRIPT = `# bash completion for daxlab: source <(npx daxlab completion bash)
_daxlab() {
  local typed=\${COMP_LINE:0:COMP_POINT} words value cut here=\${COMP_WORDS[COMP_CWORD]}
  read -r -a words <<< "$typed"
  [[ $typed == *[[:space:]] ]] && words+=('')
  # What bash replaces begins after the last colon or equals sign; what is offered is the whole word.
  cut=\${words[\${#words[@]}-1]}
  [[ $cut == --*=* ]] && cut=\${cut#*=}
  [[ $here == : || $here == = ]] && here=''
  cut=\${cut%"$here"}
  COMPREPLY=()
  while IFS=$'\\t' read -r value _; do
    [[ $value == :* || -z $value ]] && continue
    COMPREPLY+=("\${value#"$cut"}")
  done < <("$1" complete -- "\${words[@]:1}" 2> /dev/null)
}
complete -o default -F _daxlab daxlab
`;

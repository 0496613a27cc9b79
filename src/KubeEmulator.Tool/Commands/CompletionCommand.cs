using System.CommandLine;

namespace KubeEmulator.Tool.Commands;

/// <summary><c>kube-emulator completion</c>: a script that makes a shell complete the tool's commands; the tool itself says what fits.</summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            # kube-emulator: add to ~/.bashrc:  source <(kube-emulator completion bash)
            _kube_emulator() {
                local IFS=$'\n'
                COMPREPLY=($(compgen -W "$(kube-emulator "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -F _kube_emulator kube-emulator
            """,
        ["zsh"] = """
            #compdef kube-emulator
            # kube-emulator: add to ~/.zshrc:  source <(kube-emulator completion zsh)
            _kube_emulator() {
                local -a fitting
                fitting=("${(@f)$(kube-emulator "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
                compadd -- "${fitting[@]}"
            }
            compdef _kube_emulator kube-emulator
            """,
        ["fish"] = """
            # kube-emulator: kube-emulator completion fish > ~/.config/fish/completions/kube-emulator.fish
            complete -f -c kube-emulator -a '(kube-emulator "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null)'
            """,
        ["pwsh"] = """
            # kube-emulator: add to $PROFILE:  kube-emulator completion pwsh | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName kube-emulator -ScriptBlock {
                param($word, $line, $position)
                kube-emulator "[suggest:$position]" "$line" 2>$null | Where-Object { $_ -like "$word*" } | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
                }
            }
            """,
    };

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new Command("completion", "Prints a script that makes your shell complete this tool's commands.") { shell };
        command.SetAction(parsed => parsed.InvocationConfiguration.Output.WriteLine(Scripts[parsed.GetRequiredValue(shell)]));
        return command;
    }
}

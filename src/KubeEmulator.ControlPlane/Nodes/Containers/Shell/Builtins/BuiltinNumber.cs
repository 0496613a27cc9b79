using System.Globalization;

namespace KubeEmulator.Nodes.Containers.Shell.Builtins;

/// <summary>Numbers that built-ins take.</summary>
internal static class BuiltinNumber
{
    /// <exception cref="ShellErrorException">The text is no number.</exception>
    public static int Parse(string builtin, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new ShellErrorException($"{builtin}: Illegal number: {text}");
}

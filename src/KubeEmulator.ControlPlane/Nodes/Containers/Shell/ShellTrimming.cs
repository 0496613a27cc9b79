namespace KubeEmulator.Nodes.Containers.Shell;

/// <summary>The four ways to cut a pattern off a value.</summary>
internal static class ShellTrimming
{
    public static string Trim(string value, string pattern, string operation)
    {
        var longest = operation.Length == 2;
        var atStart = operation[0] == '#';
        for (var step = 0; step <= value.Length; step++)
        {
            var length = longest ? value.Length - step : step;
            var part = atStart ? value.AsSpan(0, length) : value.AsSpan(value.Length - length);
            if (ShellPattern.Matches(pattern, part))
            {
                return atStart ? value[length..] : value[..^length];
            }
        }

        return value;
    }
}

namespace KubeEmulator.Nodes.Containers.Commands.Files;

/// <summary>Permissions as chmod reads them: octal, or u+x,go-w.</summary>
internal static class PermissionText
{
    /// <exception cref="UsageException">The text is no mode.</exception>
    public static int Parse(string text, int current, bool isDirectory)
    {
        if (text.Length is > 0 and <= 5 && text.All(letter => letter is >= '0' and <= '7'))
        {
            return Convert.ToInt32(text, 8);
        }

        foreach (var clause in text.Split(','))
        {
            current = Apply(clause, current, isDirectory, text);
        }

        return current;
    }

    private static int Apply(string clause, int mode, bool isDirectory, string whole)
    {
        var at = 0;
        var who = 0;
        for (; at < clause.Length && "ugoa".Contains(clause[at], StringComparison.Ordinal); at++)
        {
            who |= clause[at] switch { 'u' => 0x9c0, 'g' => 0x438, 'o' => 0x207, _ => 0xfff };
        }

        who = who == 0 ? 0xfff : who;
        if (at >= clause.Length)
        {
            throw new UsageException($"invalid mode: '{whole}'", showsHelp: true);
        }

        while (at < clause.Length)
        {
            var operation = clause[at++];
            var bits = 0;
            for (; at < clause.Length && clause[at] is not ('+' or '-' or '='); at++)
            {
                bits |= Bits(clause[at], mode, isDirectory) ?? throw new UsageException($"invalid mode: '{whole}'", showsHelp: true);
            }

            mode = operation switch
            {
                '+' => mode | (bits & who),
                '-' => mode & ~(bits & who),
                '=' => (mode & ~(who & 0x1ff)) | (bits & who),
                _ => throw new UsageException($"invalid mode: '{whole}'", showsHelp: true),
            };
        }

        return mode;
    }

    private static int? Bits(char letter, int mode, bool isDirectory) => letter switch
    {
        'r' => 0x124,
        'w' => 0x92,
        'x' => 0x49,
        'X' => isDirectory || (mode & 0x49) != 0 ? 0x49 : 0,
        's' => 0xc00,
        't' => 0x200,
        'u' => (mode >> 6 & 7) * 0x49,
        'g' => (mode >> 3 & 7) * 0x49,
        'o' => (mode & 7) * 0x49,
        _ => null,
    };
}

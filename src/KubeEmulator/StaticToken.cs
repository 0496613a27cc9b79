using KubeEmulator.Api;

namespace KubeEmulator;

/// <summary>A bearer token and who it stands for.</summary>
/// <param name="Token">The token.</param>
/// <param name="User">The user.</param>
public sealed record StaticToken(string Token, UserInfo User)
{
    /// <summary>Reads kube-apiserver's token file: <c>token,user,uid,"group1,group2"</c>, a line each.</summary>
    /// <exception cref="FormatException">A line has fewer than three columns, or no token.</exception>
    public static IReadOnlyList<StaticToken> ParseFile(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tokens = new List<StaticToken>();
        var number = 0;
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries))
        {
            number++;
            if (line.Length > 0)
            {
                tokens.Add(ParseLine(line, number));
            }
        }

        return tokens;
    }

    private static StaticToken ParseLine(string line, int number)
    {
        var columns = CsvLine.Split(line);
        if (columns.Count < 3 || columns[0].Length == 0)
        {
            throw new FormatException($"token file line {number}: token, user name and user uid are required");
        }

        var groups = columns.Count > 3 ? columns[3].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];
        return new StaticToken(columns[0], new UserInfo(columns[1], [.. groups, "system:authenticated"]) { Uid = columns[2] });
    }
}

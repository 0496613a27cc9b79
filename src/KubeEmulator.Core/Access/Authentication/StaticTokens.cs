using KubeEmulator.Api;

namespace KubeEmulator.Access;

/// <summary>
/// kube-apiserver's token file: one line each of token, user, uid and, in quotes where several, groups.
/// Upstream: apiserver <c>authentication/token/tokenfile</c>.
/// </summary>
internal sealed class StaticTokens
{
    public static readonly StaticTokens None = new([]);
    private readonly Dictionary<string, UserInfo> _users;

    private StaticTokens(Dictionary<string, UserInfo> users) => _users = users;

    /// <exception cref="FormatException">A line has fewer than three columns or an empty token; the message names the line, never the token.</exception>
    public static StaticTokens Parse(string csv)
    {
        var users = new Dictionary<string, UserInfo>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in csv.Split('\n'))
        {
            number++;
            if (line.Trim() is not { Length: > 0 } row || row.StartsWith('#'))
            {
                continue;
            }

            var columns = Columns(row);
            if (columns.Count < 3 || columns[0].Length == 0)
            {
                throw new FormatException($"token file, line {number}: need at least the columns token, user and uid");
            }

            var groups = columns.Count > 3 ? columns[3].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];
            users[columns[0]] = new UserInfo(columns[1], [.. groups, "system:authenticated"]) { Uid = columns[2] };
        }

        return new StaticTokens(users);
    }

    public UserInfo? Find(string token) => _users.GetValueOrDefault(token);

    private static List<string> Columns(string row)
    {
        var columns = new List<string>();
        var column = new System.Text.StringBuilder();
        var quoted = false;
        foreach (var c in row)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                columns.Add(column.ToString().Trim());
                column.Clear();
            }
            else
            {
                column.Append(c);
            }
        }

        columns.Add(column.ToString().Trim());
        return columns;
    }
}

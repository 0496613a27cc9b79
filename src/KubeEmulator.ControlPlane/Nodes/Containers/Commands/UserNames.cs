using System.Globalization;
using KubeEmulator.Nodes.Containers.Processes;

namespace KubeEmulator.Nodes.Containers.Commands;

/// <summary>The names of users and groups in the container's /etc/passwd and /etc/group.</summary>
internal sealed class UserNames(VirtualFileSystem files)
{
    private Dictionary<string, string>? users;
    private Dictionary<string, string>? groups;

    public string User(int id) => (users ??= Read("/etc/passwd")).GetValueOrDefault(Text(id), Text(id));

    public string Group(int id) => (groups ??= Read("/etc/group")).GetValueOrDefault(Text(id), Text(id));

    public bool KnowsUser(int id) => (users ??= Read("/etc/passwd")).ContainsKey(Text(id));

    public bool KnowsGroup(int id) => (groups ??= Read("/etc/group")).ContainsKey(Text(id));

    /// <summary>The number of a user, by name or as a number; null: nobody.</summary>
    public int? FindUser(string name) => Find(users ??= Read("/etc/passwd"), name);

    /// <summary>The number of a group, by name or as a number; null: none.</summary>
    public int? FindGroup(string name) => Find(groups ??= Read("/etc/group"), name);

    private static int? Find(Dictionary<string, string> names, string name)
    {
        var key = names.FirstOrDefault(entry => entry.Value == name).Key ?? name;
        return int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }

    private static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);

    private Dictionary<string, string> Read(string path)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            foreach (var parts in ByteText.FromBytes(files.ReadAllBytes(path)).Split('\n').Select(line => line.Split(':')).Where(parts => parts.Length > 2))
            {
                names.TryAdd(parts[2], parts[0]);
            }
        }
        catch (FileFailureException)
        {
            // Without the file there are only numbers.
        }

        return names;
    }
}

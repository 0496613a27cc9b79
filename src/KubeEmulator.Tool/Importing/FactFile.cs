using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Tool.Importing;

/// <summary>Writes fact files: compact JSON, one type or resource a line, so that a new Kubernetes minor reads well as a diff.</summary>
internal static class FactFile
{
    /// <summary><c>{"package":{"Type":{...},...},...}</c>; says how many bytes.</summary>
    public static long Write(string path, IEnumerable<(string Package, IEnumerable<(string Name, MapValue Facts)> Types)> packages)
    {
        var text = new StringBuilder("{");
        foreach (var (package, types) in packages)
        {
            text.Append(text.Length > 1 ? ",\n" : "\n").Append('"').Append(package).Append("\":{");
            text.AppendJoin(',', types.Select(t => $"\n\"{t.Name}\":{t.Facts}"));
            text.Append("\n}");
        }

        return Save(path, text.Append("\n}\n"));
    }

    /// <summary><c>{"groups":[...],"resources":[...]}</c>; says how many bytes.</summary>
    public static long WriteResources(string path, MapValue facts)
    {
        var text = new StringBuilder("{");
        foreach (var (name, list) in facts)
        {
            text.Append(text.Length > 1 ? ",\n" : "\n").Append('"').Append(name).Append("\":[");
            text.AppendJoin(',', ((ListValue)list).Select(item => $"\n{item}"));
            text.Append("\n]");
        }

        return Save(path, text.Append("\n}\n"));
    }

    private static long Save(string path, StringBuilder text)
    {
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        File.WriteAllBytes(path, bytes);
        return bytes.Length;
    }
}

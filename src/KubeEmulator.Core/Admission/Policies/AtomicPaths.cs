using System.Globalization;
using KubeEmulator.Patching.Apply;
using KubeEmulator.Values;

namespace KubeEmulator.Admission;

/// <summary>The atomic lists, maps and structs that a configuration sets: what it leaves out of them would be lost (<c>patch/smd.go</c>).</summary>
internal static class AtomicPaths
{
    public static IReadOnlyList<string> In(Value configuration, OwnershipType type)
    {
        var found = new List<string>();
        Visit(configuration, type, "", found);
        return found;
    }

    private static void Visit(Value value, OwnershipType type, string path, List<string> found)
    {
        switch (value)
        {
            case MapValue map:
                if (type.IsAtomicMap)
                {
                    found.Add(path);
                }

                foreach (var (name, child) in map)
                {
                    if (type.IsNamed(name) && type.TypeOf(name) is { } field)
                    {
                        Visit(child, field, $"{path}.{name}", found);
                    }
                }

                break;
            case ListValue list:
                if (type.IsAtomicList)
                {
                    found.Add(path);
                }

                for (var i = 0; i < list.Count && type.Element is not null; i++)
                {
                    Visit(list[i], type.Element, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), found);
                }

                break;
            default:
                break;
        }
    }
}

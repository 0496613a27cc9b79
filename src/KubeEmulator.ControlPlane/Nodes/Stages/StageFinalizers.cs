using System.Globalization;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages;

/// <summary>Finalizers to add and to remove; kwok's <c>finalizers.go</c>.</summary>
internal sealed record StageFinalizers(IReadOnlyList<string> Add, IReadOnlyList<string> Remove, bool Empty)
{
    /// <summary>The JSON patch for an object that has these finalizers; empty where nothing changes.</summary>
    public ListValue Patch(IReadOnlyList<string> present)
    {
        var operations = new List<Value>();
        string[] removed = Empty ? [.. present] : [.. present.Where(Remove.Contains)];
        if (present.Count > 0 && removed.Length == present.Count)
        {
            operations.Add(MapValue.Of(("op", "remove"), ("path", "/metadata/finalizers")));
            present = [];
        }
        else
        {
            // From the last on, so that the places of the others stay.
            for (var i = present.Count - 1; i >= 0; i--)
            {
                if (Remove.Contains(present[i]))
                {
                    operations.Add(MapValue.Of(("op", "remove"), ("path", $"/metadata/finalizers/{i.ToString(CultureInfo.InvariantCulture)}")));
                }
            }
        }

        if (present.Count == 0 && Add.Count > 0)
        {
            operations.Add(MapValue.Of(("op", "add"), ("path", "/metadata/finalizers"), ("value", ListValue.From(Add.Select(a => (Value)a)))));
        }
        else
        {
            operations.AddRange(Add.Where(a => !present.Contains(a)).Select(a => MapValue.Of(("op", "add"), ("path", "/metadata/finalizers/-"), ("value", a))));
        }

        return ListValue.From(operations);
    }
}

using KubeEmulator.Values;

namespace KubeEmulator.Expressions;

/// <summary>A map out of a document.</summary>
internal sealed class CelJsonMap(MapValue map, CelType element) : CelMap
{
    public override int Count => map.Count;

    public override IEnumerable<CelValue> Keys
    {
        get
        {
            for (var i = 0; i < map.Count; i++)
            {
                yield return CelString.Of(map.Keys[i]);
            }
        }
    }

    public override CelValue? Find(CelValue key) => key is CelString name ? Find(name.Text) : null;

    public override CelValue? Find(string key) => map[key] is { } value ? CelConversion.FromJson(value, element) : null;

    public override Value ToJson() => map;
}

namespace KubeEmulator.Expressions;

/// <summary>A schema's object seen as a map of its set fields, for the macros that loop over it.</summary>
internal sealed class CelObjectEntries(CelObject source) : CelMap
{
    public override int Count => source.Map.Count;

    public override IEnumerable<CelValue> Keys
    {
        get
        {
            for (var i = 0; i < source.Map.Count; i++)
            {
                if (((CelObjectType)source.Type).ByProperty(source.Map.Keys[i]) is { } declared)
                {
                    yield return CelString.Of(declared.Name);
                }
            }
        }
    }

    public override CelValue? Find(CelValue key) => key is CelString name ? source.Find(name.Text) : null;
}

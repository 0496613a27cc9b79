using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>A user as reviews show one.</summary>
internal static class UserDocuments
{
    public static MapValue Of(UserInfo user)
    {
        var document = new MapBuilder { { "username", user.Name } };
        if (user.Uid.Length > 0)
        {
            document["uid"] = user.Uid;
        }

        if (user.Groups.Count > 0)
        {
            document["groups"] = Texts(user.Groups);
        }

        if (user.Extra.Count > 0)
        {
            document["extra"] = MapValue.Of([.. user.Extra.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => (e.Key, (Value)Texts(e.Value)))]);
        }

        return document.Build();
    }

    private static ListValue Texts(IEnumerable<string> texts) => ListValue.From(texts.Select(t => (Value)t));
}

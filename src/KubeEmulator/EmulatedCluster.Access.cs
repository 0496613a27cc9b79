using System.Security.Cryptography;
using KubeEmulator.Api;

namespace KubeEmulator;

/// <content>Acting as somebody, and what somebody did.</content>
public sealed partial class EmulatedCluster
{
    /// <summary>What users did, as rights: roles learned from a run, and manifests checked against one.</summary>
    public ClusterRights Access => field ??= new ClusterRights(this);

    /// <summary>
    /// The cluster as a user: <c>system:serviceaccount:NAMESPACE:NAME</c>, <c>system:node:NAME</c> or any other, with the groups that
    /// such users have anyway (<c>system:authenticated</c>, ...) and those given. The account need not exist.
    /// </summary>
    public ActingUser As(string user, params string[] groups) => As(UserNames.Of(user, groups));

    /// <summary>The cluster as a user, with exactly the groups given.</summary>
    public ActingUser As(UserInfo user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var token = RandomNumberGenerator.GetHexString(32, lowercase: true);
        _tokens.Add(token, user);
        return new ActingUser(this, user, token);
    }
}

using System.CommandLine;
using KubeEmulator.Tool.Control;
using KubeEmulator.Values;

namespace KubeEmulator.Tool.Commands;

/// <summary><c>kube-emulator kubeconfig</c>: the kubeconfig of a running cluster, or one for somebody else.</summary>
internal static class KubeconfigCommand
{
    public static Command Create()
    {
        var options = new ControlOptions();
        var path = new Option<bool>("--path") { Description = "Print the file's path instead of its text: export KUBECONFIG=$(kube-emulator kubeconfig --path)." };
        var user = new Option<string>("--user") { Description = "For this user instead of the administrator, such as jane or system:serviceaccount:default:web; the user need not be known." };
        var groups = new Option<string[]>("--group") { Description = "A group of the user's, beside those that such a user has anyway." };
        var command = options.AddTo(new Command("kubeconfig", "Prints the kubeconfig of a running cluster, or one for another user.") { path, user, groups });
        command.SetAction((parsed, cancellation) => options.ActAsync(parsed, async client =>
        {
            var file = options.Kubeconfig(parsed);
            if (parsed.GetValue(user) is not { } name)
            {
                return parsed.GetValue(path) ? file + Environment.NewLine : await File.ReadAllTextAsync(file, cancellation).ConfigureAwait(false);
            }

            var body = MapValue.Of(
                ("user", name),
                ("groups", ListValue.From((parsed.GetValue(groups) ?? []).Select(g => (Value)g))),
                ("server", client.Server.GetLeftPart(UriPartial.Authority)));
            var answer = await client.CallAsync(HttpMethod.Post, "kubeconfigs", body, cancellation).ConfigureAwait(false);
            return ((MapValue)answer!).StringOrEmpty("kubeconfig");
        }));
        return command;
    }
}

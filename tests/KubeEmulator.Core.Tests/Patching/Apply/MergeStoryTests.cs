using KubeEmulator.Patching.Apply;
using KubeEmulator.Values;

namespace KubeEmulator.Core.Tests.Patching.Apply;

public sealed class MergeStoryTests
{
    public static TheoryData<string, string> Stories()
    {
        var data = new TheoryData<string, string>();
        foreach (var file in Directory.GetFiles(MergeStory.Folder, "*.json").Select(f => Path.GetFileName(f)).Order())
        {
            foreach (var story in MergeStory.Read(file).Maps("cases"))
            {
                data.Add(file, story.String("name")!);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Stories))]
    public void Story_Told_EndsWithTheExpectedObjectAndOwners(string file, string name)
    {
        var story = new MergeStory(file, name);
        if (story.Fails)
        {
            Assert.Throws<TypeFaultException>(story.Run);
            return;
        }

        story.Run();

        if (story.Expected is { } expected)
        {
            Assert.Equal(expected.ToString(), story.Live == expected ? expected.ToString() : story.Live.ToString());
        }

        if (story.ExpectedOwners is { } owners)
        {
            Assert.Equal(
                owners.Select(o => Described(o.Key, ((MapValue)o.Value).String("version")!, ((MapValue)o.Value).Strings("fields"))).Order(),
                story.Owners.Select(o => Described(o.Id.Manager, o.ApiVersion, o.Fields.ToString().Split('\n'))).Order());
        }

        Assert.DoesNotContain(story.Owners, o => o.Fields.IsEmpty);
    }

    private static string Described(string manager, string version, IEnumerable<string> fields) =>
        $"{manager} in {version}: {string.Join(' ', fields.Distinct().Order(StringComparer.Ordinal))}";
}

namespace CleaningEvents.Api.Hosting;

/// <summary>The source folder that Development runs from; what it keeps lies in its <c>.data</c>.</summary>
public static class Checkout
{
    /// <summary>The nearest folder above <paramref name="contentRoot"/> that holds the solution; <paramref name="contentRoot"/> itself where none does.</summary>
    public static string FolderOf(string contentRoot)
    {
        for (var folder = new DirectoryInfo(contentRoot); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "CleaningEvents.sln")))
                return folder.FullName;

        return contentRoot;
    }
}

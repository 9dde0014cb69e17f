USE [Registry]
GO
SET ANSI_NULLS ON
GO
/****** Object:  Table [dbo].[Tenant] ******/
CREATE TABLE [dbo].[Tenant](
	[TenantId] [int] IDENTITY(1,1) NOT NULL,
	[Full Name] [nvarchar](max) NOT NULL,
	[RaceCd] [char](1) NULL,
	[Creed] [nvarchar](30) NULL,
	[AgeYears]  AS (datediff(year,[Born],getdate())),
 CONSTRAINT [PK_Tenant] PRIMARY KEY CLUSTERED ([TenantId] ASC)
) ON [PRIMARY]
GO
ALTER TABLE [dbo].[Tenant]  WITH CHECK ADD  CONSTRAINT [CK_Race] CHECK  (([RaceCd]='K' OR [RaceCd]='O'))
GO
ALTER TABLE [dbo].[Tenant] ADD Sect varchar(20) NULL, Lodge varchar(20) NOT NULL
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Race as seen by the clerk' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'Tenant', @level2type=N'COLUMN',@level2name=N'RaceCd'
GO
exec sp_addextendedproperty 'MS_Description', N'Shade of skin', 'user', 'dbo', 'table', 'Guest', 'column', 'Shade'
GO
INSERT [dbo].[RaceLookup] ([Id], [Code], [Name]) VALUES (1, N'K', N'Karvi')
INSERT [dbo].[RaceLookup] ([Id], [Code], [Name]) VALUES (2, N'O', N'Ostmen')
GO
INSERT INTO CreedLookup (Code, Title)
SELECT 'L', 'Lantern church' UNION ALL
SELECT 'R', 'River faith'
GO
CREATE PROCEDURE dbo.FindTenants
	@RaceCd char(1) = NULL, -- race to look for
	@Top int
AS
BEGIN
	SELECT TOP (10) t.TenantId, Label = t.Creed
	FROM dbo.Tenant t
	WHERE (@RaceCd IS NULL OR t.RaceCd = @RaceCd) AND t.Creed LIKE N'Lantern%'
	ORDER BY CASE WHEN t.RaceCd = 'K' THEN 0 ELSE 1 END
END
GO

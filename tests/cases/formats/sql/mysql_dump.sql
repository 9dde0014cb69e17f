-- MySQL dump 10.13
/*!40101 SET NAMES utf8mb4 */;
DROP TABLE IF EXISTS `ry_info`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `ry_info` (
  `id` int(11) NOT NULL AUTO_INCREMENT COMMENT '主键',
  `xm` varchar(50) COLLATE utf8mb4_bin NOT NULL COMMENT '姓名, it\'s full',
  `mz` varchar(2) DEFAULT NULL COMMENT "民族",
  `sex` enum('男','女','未知') NOT NULL DEFAULT '未知' COMMENT '性别',
  `tags` set('hafiz',
    'pilgrim',  -- been to the shrine
    'other') DEFAULT NULL,
  `key` varchar(20) NOT NULL,
  # 宗教信仰
  `zj` tinyint unsigned DEFAULT '0',
  PRIMARY KEY (`id`),
  UNIQUE KEY `uk_key` (`key`),
  KEY `idx_mz_zj` (`mz`,`zj`) USING BTREE,
  CONSTRAINT `fk_mz` FOREIGN KEY (`mz`) REFERENCES `dict_mz` (`dm`) ON DELETE SET NULL
) ENGINE=InnoDB AUTO_INCREMENT=3 DEFAULT CHARSET=utf8mb4 COMMENT='人员信息';

INSERT INTO `dict_mz` (`dm`,`mc`) VALUES ('01','汉族'),('05','维吾尔族'),
('10','朝鲜族');  -- abridged
INSERT INTO `ry_info` VALUES (1,'王某','01','男','other','k;1',0);
INSERT INTO sys_dict_data VALUES (7, 1, '高山族', '7', 'nation', 'Y', 'admin');
ALTER TABLE `ry_info` ADD `fs` char(1) DEFAULT NULL COMMENT '肤色' AFTER `mz`, MODIFY COLUMN `zj` tinyint COMMENT '宗教代码';
ALTER TABLE ry_info CHANGE COLUMN old_a xueyuan varchar(10) COMMENT '血缘';
DELIMITER $$
CREATE PROCEDURE `list_by_mz`(IN p_mz VARCHAR(2), OUT p_total INT)
BEGIN
  SELECT COUNT(*) INTO p_total FROM ry_info WHERE mz = p_mz AND `zj` <> '0';
  SELECT id FROM ry_info GROUP BY mz;
END$$
DELIMITER ;
